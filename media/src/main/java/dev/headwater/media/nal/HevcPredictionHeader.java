package dev.headwater.media.nal;

/**
 * Steps over what the header of a P or B slice says of its references (ITU-T H.265, sections
 * 7.3.6.1 to 7.3.6.3). Confined to one thread.
 */
final class HevcPredictionHeader {
  private final BitReader bits;
  private final HevcPicture.Prediction picture;
  private final boolean hasChroma;
  private final boolean isB;

  HevcPredictionHeader(
      BitReader bits, HevcPicture.Prediction picture, boolean hasChroma, boolean isB) {
    this.bits = bits;
    this.picture = picture;
    this.hasChroma = hasChroma;
    this.isB = isB;
  }

  /**
   * Steps over it.
   *
   * @param usedPictures {@code NumPicTotalCurr}
   * @param temporalVectors {@code slice_temporal_mvp_enabled_flag}
   */
  void skip(int usedPictures, boolean temporalVectors) throws MalformedNalUnitException {
    int references0 = picture.references0();
    int references1 = isB ? picture.references1() : 0;
    if (bits.flag()) {
      references0 = references("l0");
      references1 = isB ? references("l1") : 0;
    }
    if (picture.listsChange() && usedPictures > 1) {
      int width = HevcSequence.bitsFor(usedPictures);
      bits.skip(bits.flag() ? (long) references0 * width : 0);
      bits.skip(isB && bits.flag() ? (long) references1 * width : 0);
    }
    bits.skip(isB ? 1 : 0); // mvd_l1_zero_flag
    bits.skip(picture.arithmeticStart() ? 1 : 0); // cabac_init_flag
    if (temporalVectors) {
      boolean fromList0 = !isB || bits.flag();
      bits.skipCodes((fromList0 ? references0 : references1) > 1 ? 1 : 0); // collocated_ref_idx
    }
    if (isB ? picture.weightedBoth() : picture.weighted()) {
      bits.skipCodes(hasChroma ? 2 : 1); // denominators
      skipWeights(references0);
      skipWeights(references1);
    }
    bits.skipCodes(1); // five_minus_max_num_merge_cand
  }

  private int references(String list) throws MalformedNalUnitException {
    return bits.ue(
            "num_ref_idx_" + list + "_active_minus1", HevcPictureSyntax.MAX_REFERENCES_MINUS1)
        + 1;
  }

  /** Of a list: the flags of all, then a weight and an offset for each component. */
  private void skipWeights(int references) throws MalformedNalUnitException {
    long luma = bits.u(references);
    long chroma = hasChroma ? bits.u(references) : 0;
    for (int i = references - 1; i >= 0; i--) {
      bits.skipCodes((luma >> i & 1) == 1 ? 2 : 0);
      bits.skipCodes((chroma >> i & 1) == 1 ? 4 : 0);
    }
  }
}
