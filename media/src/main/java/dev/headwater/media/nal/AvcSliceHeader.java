package dev.headwater.media.nal;

/** Reads the header of a slice (ITU-T H.264, section 7.3.3). Confined to one thread. */
final class AvcSliceHeader {
  private static final int IDR = 5;

  /** The kinds of slices: table 7-6, of which the second half says that all in a picture are. */
  private enum Kind {
    P,
    B,
    I,
    SP,
    SI;

    boolean isIntra() {
      return this == I || this == SI;
    }
  }

  private static final int MAX_SLICE_TYPE = 9;
  private static final int MAX_PICTURE_ID = 255;

  /** Of {@code disable_deblocking_filter_idc}: no filter, so no offsets. */
  private static final int NO_DEBLOCKING = 1;

  /** Ends {@code ref_pic_list_modification}: section 7.4.3.1. */
  private static final int LAST_MODIFICATION = 3;

  /** Of {@code memory_management_control_operation}: section 7.4.3.3, table 7-9. */
  private static final int MAX_OPERATION = 6;

  private final BitReader bits;
  private final AvcCodec codec;

  AvcSliceHeader(BitReader bits, AvcCodec codec) {
    this.bits = bits;
    this.codec = codec;
  }

  /** How many bytes of the NAL unit it touches. */
  int read() throws MalformedNalUnitException {
    bits.skip(1);
    boolean isReference = bits.u(2) != 0;
    boolean isIdr = bits.u(5) == IDR;
    bits.skipCodes(1); // first_mb_in_slice
    Kind kind = Kind.values()[bits.ue("slice_type", MAX_SLICE_TYPE) % Kind.values().length];
    AvcPicture picture = codec.pictures().get(bits.ue("pic_parameter_set_id", MAX_PICTURE_ID));
    AvcSequence sequence = codec.sequences().get(picture.sequenceId());
    skipPlace(sequence, picture, isIdr);
    skipPrediction(sequence, picture, kind);
    if (isReference) {
      skipMarking(isIdr);
    }
    if (picture.arithmetic() && !kind.isIntra()) {
      bits.skipCodes(1); // cabac_init_idc
    }
    bits.skipCodes(1); // slice_qp_delta
    if (kind == Kind.SP || kind == Kind.SI) {
      bits.skip(kind == Kind.SP ? 1 : 0).skipCodes(1); // sp_for_switch_flag, slice_qs_delta
    }
    if (picture.deblocking() && bits.ue() != NO_DEBLOCKING) {
      bits.skipCodes(2);
    }
    return bits.bytesBegun();
  }

  /** Which picture it is of: number, field, order. */
  private void skipPlace(AvcSequence sequence, AvcPicture picture, boolean isIdr)
      throws MalformedNalUnitException {
    bits.skip(sequence.separatePlanes() ? 2 : 0);
    bits.skip(sequence.frameNumberBits());
    boolean isField = !sequence.framesOnly() && bits.flag();
    bits.skip(isField ? 1 : 0); // bottom_field_flag
    bits.skipCodes(isIdr ? 1 : 0); // idr_pic_id
    boolean bottomToo = picture.orderInFrames() && !isField;
    if (sequence.orderType() == 0) {
      bits.skip(sequence.orderBits()).skipCodes(bottomToo ? 1 : 0);
    } else if (sequence.orderType() == 1 && !sequence.orderIsFixed()) {
      bits.skipCodes(bottomToo ? 2 : 1);
    }
    bits.skipCodes(picture.redundant() ? 1 : 0);
  }

  private void skipPrediction(AvcSequence sequence, AvcPicture picture, Kind kind)
      throws MalformedNalUnitException {
    if (kind.isIntra()) {
      return;
    }
    boolean isB = kind == Kind.B;
    bits.skip(isB ? 1 : 0); // direct_spatial_mv_pred_flag
    int references0 = picture.references0();
    int references1 = isB ? picture.references1() : 0;
    if (bits.flag()) {
      references0 = references("l0");
      references1 = isB ? references("l1") : 0;
    }
    skipModification();
    if (isB) {
      skipModification();
    }
    if (isB ? picture.weightedBoth() : picture.weighted()) {
      bits.skipCodes(sequence.hasChroma() ? 2 : 1); // denominators
      skipWeights(references0 + references1, sequence.hasChroma());
    }
  }

  private int references(String list) throws MalformedNalUnitException {
    return bits.ue("num_ref_idx_" + list + "_active_minus1", AvcPicture.MAX_REFERENCES_MINUS1) + 1;
  }

  /** Section 7.3.3.1. */
  private void skipModification() throws MalformedNalUnitException {
    if (!bits.flag()) {
      return;
    }
    while (bits.ue("modification_of_pic_nums_idc", LAST_MODIFICATION) != LAST_MODIFICATION) {
      bits.skipCodes(1);
    }
  }

  /** Section 7.3.3.2: a weight and an offset for each component. */
  private void skipWeights(int references, boolean hasChroma) throws MalformedNalUnitException {
    for (int i = 0; i < references; i++) {
      bits.skipCodes(bits.flag() ? 2 : 0);
      bits.skipCodes(hasChroma && bits.flag() ? 4 : 0);
    }
  }

  /** Section 7.3.3.3. */
  private void skipMarking(boolean isIdr) throws MalformedNalUnitException {
    if (isIdr) {
      bits.skip(2);
      return;
    }
    if (!bits.flag()) {
      return;
    }
    int operation;
    do {
      operation = bits.ue("memory_management_control_operation", MAX_OPERATION);
      switch (operation) {
        case 1, 2, 4, 6 -> bits.skipCodes(1);
        case 3 -> bits.skipCodes(2);
        default -> {}
      }
    } while (operation != 0);
  }
}
