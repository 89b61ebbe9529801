package dev.headwater.media.nal;

import java.util.Set;

/**
 * What a sequence parameter set says of slice headers (ITU-T H.264, section 7.3.2.1.1). Immutable.
 *
 * @param separatePlanes {@code separate_colour_plane_flag}
 * @param hasChroma whether {@code ChromaArrayType} isn't 0
 * @param frameNumberBits {@code log2_max_frame_num_minus4 + 4}
 * @param orderType {@code pic_order_cnt_type}
 * @param orderBits {@code log2_max_pic_order_cnt_lsb_minus4 + 4}, of type 0
 * @param orderIsFixed {@code delta_pic_order_always_zero_flag}, of type 1
 * @param framesOnly {@code frame_mbs_only_flag}
 */
record AvcSequence(
    int id,
    boolean separatePlanes,
    boolean hasChroma,
    int frameNumberBits,
    int orderType,
    int orderBits,
    boolean orderIsFixed,
    boolean framesOnly) {
  private static final int MAX_ID = 31;

  /** Those that tell of their chroma format: section 7.3.2.1.1. */
  private static final Set<Integer> PROFILES_WITH_CHROMA =
      Set.of(44, 83, 86, 100, 110, 118, 122, 128, 134, 135, 138, 139, 244);

  /** {@code chroma_format_idc} of 4:2:0, which other profiles have. */
  private static final int CHROMA_420 = 1;

  private static final int CHROMA_444 = 3;

  /** Of the numbers that are coded without their least value, 4: sections 7.4.2.1.1. */
  private static final int MAX_LOG2_MINUS4 = 12;

  /** {@code num_ref_frames_in_pic_order_cnt_cycle}. */
  private static final int MAX_CYCLE = 255;

  static AvcSequence read(BitReader bits) throws MalformedNalUnitException {
    bits.skip(8); // the NAL unit's header
    int profile = (int) bits.u(8);
    bits.skip(16); // constraints, level
    int id = bits.ue("seq_parameter_set_id", MAX_ID);
    int chroma = CHROMA_420;
    boolean separatePlanes = false;
    if (PROFILES_WITH_CHROMA.contains(profile)) {
      chroma = bits.ue("chroma_format_idc", CHROMA_444);
      separatePlanes = chroma == CHROMA_444 && bits.flag();
      bits.skipCodes(2).skip(1); // bit depths, qpprime_y_zero_transform_bypass_flag
      skipScalingMatrix(bits, chroma);
    }
    int frameNumberBits = bits.ue("log2_max_frame_num_minus4", MAX_LOG2_MINUS4) + 4;
    int orderType = bits.ue("pic_order_cnt_type", 2);
    int orderBits = 0;
    boolean orderIsFixed = false;
    if (orderType == 0) {
      orderBits = bits.ue("log2_max_pic_order_cnt_lsb_minus4", MAX_LOG2_MINUS4) + 4;
    } else if (orderType == 1) {
      orderIsFixed = bits.flag();
      bits.skipCodes(2); // offset_for_non_ref_pic, offset_for_top_to_bottom_field
      bits.skipCodes(bits.ue("num_ref_frames_in_pic_order_cnt_cycle", MAX_CYCLE));
    }
    bits.skipCodes(1).skip(1).skipCodes(2); // reference frames, gaps, width, height
    boolean hasChroma = chroma != 0 && !separatePlanes;
    return new AvcSequence(
        id,
        separatePlanes,
        hasChroma,
        frameNumberBits,
        orderType,
        orderBits,
        orderIsFixed,
        bits.flag());
  }

  private static void skipScalingMatrix(BitReader bits, int chroma)
      throws MalformedNalUnitException {
    if (!bits.flag()) {
      return;
    }
    int lists = chroma == CHROMA_444 ? 12 : 8;
    for (int i = 0; i < lists; i++) {
      if (bits.flag()) {
        skipScalingList(bits, i < 6 ? 16 : 64);
      }
    }
  }

  /** Section 7.3.2.1.1.1: a scale of 0 ends what is coded. */
  private static void skipScalingList(BitReader bits, int size) throws MalformedNalUnitException {
    long scale = 8;
    for (int i = 0; i < size && scale != 0; i++) {
      scale = Math.floorMod(scale + bits.se(), 256L);
    }
  }
}
