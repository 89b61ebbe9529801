package dev.headwater.media.nal;

import java.nio.ByteBuffer;

/**
 * HEVC (ITU-T H.265) of one layer. Immutable.
 *
 * @param lengthBytes of the length before each NAL unit
 */
record HevcCodec(
    int lengthBytes, ParameterSets<HevcSequence> sequences, ParameterSets<HevcPicture> pictures)
    implements NalCodec {
  // NAL unit types: table 7-1
  private static final int LAST_OF_TRAILING = 9;
  private static final int FIRST_OF_RANDOM_ACCESS = 16;
  private static final int LAST_OF_RANDOM_ACCESS = 21;
  private static final int LAST_OF_PICTURES = 31;
  private static final int SEQUENCE_PARAMETERS = 33;
  private static final int PICTURE_PARAMETERS = 34;

  /** Of a NAL unit: section 7.3.1.2. */
  static final int HEADER_BITS = 16;

  /** From the version to what is before the size of lengths. */
  private static final int BEFORE_LENGTH_SIZE = 21;

  static HevcCodec configured(ByteBuffer hvcC) throws MalformedNalUnitException {
    ConfigurationRecord fields = new ConfigurationRecord(hvcC).skip(BEFORE_LENGTH_SIZE);
    HevcCodec codec =
        new HevcCodec(
            (fields.u8() & 3) + 1,
            ParameterSets.none("sequence parameter set"),
            ParameterSets.none("picture parameter set"));
    for (int arrays = fields.u8(); arrays > 0; arrays--) {
      fields.skip(1); // NAL_unit_type
      for (int left = fields.u16(); left > 0; left--) {
        codec = codec.after(fields.nal());
      }
    }
    return codec;
  }

  @Override
  public HevcCodec after(ByteBuffer nal) throws MalformedNalUnitException {
    if (layer(nal) != 0) {
      return this;
    }
    return switch (type(nal)) {
      case SEQUENCE_PARAMETERS -> {
        HevcSequence set = HevcSequenceSyntax.read(new BitReader(nal));
        yield new HevcCodec(lengthBytes, sequences.with(set.id(), set), pictures);
      }
      case PICTURE_PARAMETERS -> {
        HevcPicture set = HevcPictureSyntax.read(new BitReader(nal));
        yield new HevcCodec(lengthBytes, sequences, pictures.with(set.id(), set));
      }
      default -> this;
    };
  }

  @Override
  public int headerBytes(ByteBuffer nal) throws MalformedNalUnitException {
    int type = type(nal);
    if (type > LAST_OF_PICTURES) {
      return nal.remaining();
    }
    boolean isKnown =
        type <= LAST_OF_TRAILING
            || (type >= FIRST_OF_RANDOM_ACCESS && type <= LAST_OF_RANDOM_ACCESS);
    if (!isKnown || layer(nal) != 0) {
      throw MalformedNalUnitException.of(
          "NAL unit type", type + " of layer " + layer(nal), "slices of types 0 to 9, 16 to 21");
    }
    return new HevcSliceHeader(new BitReader(nal), this, type).read();
  }

  /** Fewer than two bytes are of no type. */
  private static int type(ByteBuffer nal) {
    return nal.remaining() < 2 ? LAST_OF_PICTURES + 1 : nal.get(nal.position()) >> 1 & 0x3F;
  }

  private static int layer(ByteBuffer nal) {
    return nal.remaining() < 2 ? 0 : nal.getShort(nal.position()) >> 3 & 0x3F;
  }
}
