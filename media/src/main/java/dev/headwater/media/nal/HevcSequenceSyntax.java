package dev.headwater.media.nal;

import dev.headwater.media.nal.HevcSequence.LongTerm;
import java.util.ArrayList;
import java.util.List;

/** Reads a sequence parameter set (ITU-T H.265, section 7.3.2.2.1), up to its VUI. */
final class HevcSequenceSyntax {
  private static final int MAX_ID = 15;
  private static final int CHROMA_444 = 3;

  /** The last of the profiles of one layer without screen content coding: annex A. */
  private static final int LAST_PROFILE = 5;

  /** Of a sub-layer, beside its level: {@code profile_tier_level}, section 7.3.3. */
  private static final int PROFILE_BITS = 88;

  private static final int LEVEL_BITS = 8;

  /** Of a picture, in pixels: level 6.2 and more, so that no product overflows. */
  private static final int MAX_SIDE = 1 << 16;

  /** {@code MinCbLog2SizeY} and {@code CtbLog2SizeY}: section 7.4.3.2.1. */
  private static final int MAX_BLOCK_LOG2 = 6;

  private static final int MAX_ORDER_LOG2_MINUS4 = 12;
  private static final int MAX_SHORT_TERM_SETS = 64;
  private static final int MAX_LONG_TERM = 32;

  private HevcSequenceSyntax() {}

  static HevcSequence read(BitReader bits) throws MalformedNalUnitException {
    bits.skip(HevcCodec.HEADER_BITS).skip(4); // sps_video_parameter_set_id
    int maxSubLayersMinus1 = (int) bits.u(3);
    bits.skip(1); // sps_temporal_id_nesting_flag
    skipProfile(bits, maxSubLayersMinus1);
    int id = bits.ue("sps_seq_parameter_set_id", MAX_ID);
    int chroma = bits.ue("chroma_format_idc", CHROMA_444);
    boolean separatePlanes = chroma == CHROMA_444 && bits.flag();
    int width = bits.ue("pic_width_in_luma_samples", MAX_SIDE);
    int height = bits.ue("pic_height_in_luma_samples", MAX_SIDE);
    bits.skipCodes(bits.flag() ? 4 : 0); // conformance window
    bits.skipCodes(2); // bit depths
    int orderBits = bits.ue("log2_max_pic_order_cnt_lsb_minus4", MAX_ORDER_LOG2_MINUS4) + 4;
    boolean allSubLayers = bits.flag();
    bits.skipCodes(3L * (allSubLayers ? maxSubLayersMinus1 + 1 : 1));
    int blockLog2 = blockLog2(bits);
    bits.skipCodes(4); // transform blocks and hierarchy
    boolean scales = bits.flag();
    if (scales && bits.flag()) {
      ScalingLists.skip(bits);
    }
    bits.skip(1); // amp_enabled_flag
    boolean adaptiveOffset = bits.flag();
    if (bits.flag()) {
      bits.skip(8).skipCodes(2).skip(1); // PCM
    }
    List<ShortTermReferences> shortTerm = shortTerm(bits);
    LongTerm longTerm = bits.flag() ? longTerm(bits, orderBits) : LongTerm.NONE;
    return new HevcSequence(
        id,
        separatePlanes,
        chroma != 0 && !separatePlanes,
        orderBits,
        HevcSequence.bitsFor(blocks(width, blockLog2) * blocks(height, blockLog2)),
        adaptiveOffset,
        shortTerm,
        longTerm,
        bits.flag());
  }

  private static int blocks(int side, int blockLog2) {
    return (side + (1 << blockLog2) - 1) >> blockLog2;
  }

  /** Of coding tree blocks, from that of the least coding blocks. */
  private static int blockLog2(BitReader bits) throws MalformedNalUnitException {
    int least = bits.ue("log2_min_luma_coding_block_size_minus3", MAX_BLOCK_LOG2 - 3) + 3;
    return least + bits.ue("log2_diff_max_min_luma_coding_block_size", MAX_BLOCK_LOG2 - least);
  }

  private static void skipProfile(BitReader bits, int maxSubLayersMinus1)
      throws MalformedNalUnitException {
    bits.skip(3); // general_profile_space, general_tier_flag
    long profile = bits.u(5);
    if (profile > LAST_PROFILE) {
      throw MalformedNalUnitException.of("general_profile_idc", profile, "<= " + LAST_PROFILE);
    }
    bits.skip(PROFILE_BITS - 8L + LEVEL_BITS);
    long subLayers = 0;
    for (int i = 0; i < maxSubLayersMinus1; i++) {
      subLayers += bits.flag() ? PROFILE_BITS : 0;
      subLayers += bits.flag() ? LEVEL_BITS : 0;
    }
    bits.skip(maxSubLayersMinus1 > 0 ? 2L * (8 - maxSubLayersMinus1) : 0).skip(subLayers);
  }

  private static List<ShortTermReferences> shortTerm(BitReader bits)
      throws MalformedNalUnitException {
    int count = bits.ue("num_short_term_ref_pic_sets", MAX_SHORT_TERM_SETS);
    List<ShortTermReferences> sets = new ArrayList<>();
    while (sets.size() < count) {
      sets.add(ShortTermReferences.read(bits, sets, false));
    }
    return sets;
  }

  private static LongTerm longTerm(BitReader bits, int orderBits) throws MalformedNalUnitException {
    List<Boolean> used = new ArrayList<>();
    for (int left = bits.ue("num_long_term_ref_pics_sps", MAX_LONG_TERM); left > 0; left--) {
      bits.skip(orderBits);
      used.add(bits.flag());
    }
    return new LongTerm(true, used);
  }
}
