package dev.headwater.media.nal;

/**
 * What a picture parameter set says of slice headers (ITU-T H.264, section 7.3.2.2). Immutable.
 *
 * @param sequenceId {@code seq_parameter_set_id}
 * @param arithmetic {@code entropy_coding_mode_flag}
 * @param orderInFrames {@code bottom_field_pic_order_in_frame_present_flag}
 * @param references0 {@code num_ref_idx_l0_default_active_minus1 + 1}
 * @param references1 the same of list 1
 * @param weighted {@code weighted_pred_flag}
 * @param weightedBoth whether {@code weighted_bipred_idc} is 1: weights are told
 * @param deblocking {@code deblocking_filter_control_present_flag}
 * @param redundant {@code redundant_pic_cnt_present_flag}
 */
record AvcPicture(
    int id,
    int sequenceId,
    boolean arithmetic,
    boolean orderInFrames,
    int references0,
    int references1,
    boolean weighted,
    boolean weightedBoth,
    boolean deblocking,
    boolean redundant) {
  private static final int MAX_ID = 255;
  private static final int MAX_SEQUENCE_ID = 31;

  /** Of {@code num_ref_idx_l0_default_active_minus1}: section 7.4.2.2. */
  static final int MAX_REFERENCES_MINUS1 = 31;

  static AvcPicture read(BitReader bits) throws MalformedNalUnitException {
    bits.skip(8); // the NAL unit's header
    int id = bits.ue("pic_parameter_set_id", MAX_ID);
    int sequenceId = bits.ue("seq_parameter_set_id", MAX_SEQUENCE_ID);
    boolean arithmetic = bits.flag();
    boolean orderInFrames = bits.flag();
    // Only profiles without CMAF brands have slice groups, whose changes slice headers tell.
    bits.ue("num_slice_groups_minus1", 0);
    int references0 = bits.ue("num_ref_idx_l0_default_active_minus1", MAX_REFERENCES_MINUS1) + 1;
    int references1 = bits.ue("num_ref_idx_l1_default_active_minus1", MAX_REFERENCES_MINUS1) + 1;
    boolean weighted = bits.flag();
    boolean weightedBoth = bits.u(2) == 1;
    bits.skipCodes(3); // initial quantizers, chroma_qp_index_offset
    boolean deblocking = bits.flag();
    bits.skip(1); // constrained_intra_pred_flag
    return new AvcPicture(
        id,
        sequenceId,
        arithmetic,
        orderInFrames,
        references0,
        references1,
        weighted,
        weightedBoth,
        deblocking,
        bits.flag());
  }
}
