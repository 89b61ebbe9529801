package dev.headwater.media.nal;

import java.nio.ByteBuffer;

/**
 * H.264 (ITU-T H.264). Immutable.
 *
 * @param lengthBytes of the length before each NAL unit
 */
record AvcCodec(
    int lengthBytes, ParameterSets<AvcSequence> sequences, ParameterSets<AvcPicture> pictures)
    implements NalCodec {
  // NAL unit types: table 7-1
  private static final int SLICE = 1;
  private static final int PARTITION_A = 2;
  private static final int PARTITION_C = 4;
  private static final int IDR_SLICE = 5;
  private static final int SEQUENCE_PARAMETERS = 7;
  private static final int PICTURE_PARAMETERS = 8;
  private static final int AUXILIARY_SLICE = 19;
  private static final int DEPTH_SLICE = 21;

  /** From the version to the level. */
  private static final int BEFORE_LENGTH_SIZE = 4;

  static AvcCodec configured(ByteBuffer avcC) throws MalformedNalUnitException {
    ConfigurationRecord fields = new ConfigurationRecord(avcC).skip(BEFORE_LENGTH_SIZE);
    AvcCodec codec =
        new AvcCodec(
            (fields.u8() & 3) + 1,
            ParameterSets.none("sequence parameter set"),
            ParameterSets.none("picture parameter set"));
    for (int left = fields.u8() & 0x1F; left > 0; left--) {
      codec = codec.after(fields.nal());
    }
    for (int left = fields.u8(); left > 0; left--) {
      codec = codec.after(fields.nal());
    }
    return codec;
  }

  @Override
  public AvcCodec after(ByteBuffer nal) throws MalformedNalUnitException {
    return switch (type(nal)) {
      case SEQUENCE_PARAMETERS -> {
        AvcSequence set = AvcSequence.read(new BitReader(nal));
        yield new AvcCodec(lengthBytes, sequences.with(set.id(), set), pictures);
      }
      case PICTURE_PARAMETERS -> {
        AvcPicture set = AvcPicture.read(new BitReader(nal));
        yield new AvcCodec(lengthBytes, sequences, pictures.with(set.id(), set));
      }
      default -> this;
    };
  }

  @Override
  public int headerBytes(ByteBuffer nal) throws MalformedNalUnitException {
    int type = type(nal);
    if (type == SLICE || type == IDR_SLICE) {
      return new AvcSliceHeader(new BitReader(nal), this).read();
    }
    boolean isPartition = type >= PARTITION_A && type <= PARTITION_C;
    if (isPartition || (type >= AUXILIARY_SLICE && type <= DEPTH_SLICE)) {
      throw MalformedNalUnitException.of("NAL unit type", type, "slices of type 1 or 5");
    }
    return nal.remaining();
  }

  /** An empty one is of no type. */
  private static int type(ByteBuffer nal) {
    return nal.hasRemaining() ? nal.get(nal.position()) & 0x1F : 0;
  }
}
