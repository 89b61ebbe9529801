package dev.headwater.media.nal;

/**
 * What a picture parameter set says of slice headers (ITU-T H.265, section 7.3.2.3). Immutable.
 *
 * @param sequenceId {@code pps_seq_parameter_set_id}
 * @param start what is told where a slice begins
 * @param prediction what is told of references
 * @param filter what is told of quantizers and filters
 * @param hasEntryPoints whether there are tiles, or wavefronts
 * @param extended {@code slice_segment_header_extension_present_flag}
 */
record HevcPicture(
    int id,
    int sequenceId,
    Start start,
    Prediction prediction,
    Filter filter,
    boolean hasEntryPoints,
    boolean extended) {
  /**
   * Where a slice begins.
   *
   * @param dependentSlices {@code dependent_slice_segments_enabled_flag}
   * @param outputFlag {@code output_flag_present_flag}
   * @param extraBits {@code num_extra_slice_header_bits}
   */
  record Start(boolean dependentSlices, boolean outputFlag, int extraBits) {}

  /**
   * References.
   *
   * @param references0 {@code num_ref_idx_l0_default_active_minus1 + 1}
   * @param references1 the same of list 1
   * @param weighted {@code weighted_pred_flag}
   * @param weightedBoth {@code weighted_bipred_flag}
   * @param arithmeticStart {@code cabac_init_present_flag}
   * @param listsChange {@code lists_modification_present_flag}
   */
  record Prediction(
      int references0,
      int references1,
      boolean weighted,
      boolean weightedBoth,
      boolean arithmeticStart,
      boolean listsChange) {}

  /**
   * Quantizers and filters.
   *
   * @param chromaOffsets {@code pps_slice_chroma_qp_offsets_present_flag}
   * @param chromaOffsetLists {@code chroma_qp_offset_list_enabled_flag}
   * @param deblockingChanges {@code deblocking_filter_override_enabled_flag}
   * @param deblockingOff {@code pps_deblocking_filter_disabled_flag}
   * @param acrossSlices {@code pps_loop_filter_across_slices_enabled_flag}
   */
  record Filter(
      boolean chromaOffsets,
      boolean chromaOffsetLists,
      boolean deblockingChanges,
      boolean deblockingOff,
      boolean acrossSlices) {}
}
