package dev.headwater.media.nal;

import java.util.List;

/**
 * What a sequence parameter set says of slice headers (ITU-T H.265, section 7.3.2.2). Immutable.
 *
 * @param separatePlanes {@code separate_colour_plane_flag}
 * @param hasChroma whether {@code ChromaArrayType} isn't 0
 * @param orderBits {@code log2_max_pic_order_cnt_lsb_minus4 + 4}
 * @param addressBits of {@code slice_segment_address}
 * @param adaptiveOffset {@code sample_adaptive_offset_enabled_flag}
 * @param shortTerm {@code st_ref_pic_set}, in their order
 * @param longTerm where long-term pictures may be referred to
 * @param temporalVectors {@code sps_temporal_mvp_enabled_flag}
 */
record HevcSequence(
    int id,
    boolean separatePlanes,
    boolean hasChroma,
    int orderBits,
    int addressBits,
    boolean adaptiveOffset,
    List<ShortTermReferences> shortTerm,
    LongTerm longTerm,
    boolean temporalVectors) {

  /**
   * Long-term reference pictures.
   *
   * @param present {@code long_term_ref_pics_present_flag}
   * @param used {@code used_by_curr_pic_lt_sps_flag} of each that the set names
   */
  record LongTerm(boolean present, List<Boolean> used) {
    static final LongTerm NONE = new LongTerm(false, List.of());

    LongTerm {
      used = List.copyOf(used);
    }
  }

  HevcSequence {
    shortTerm = List.copyOf(shortTerm);
  }

  /** Of numbers that tell {@code count} things apart: {@code Ceil(Log2(count))}. */
  static int bitsFor(int count) {
    return count <= 1 ? 0 : Integer.SIZE - Integer.numberOfLeadingZeros(count - 1);
  }
}
