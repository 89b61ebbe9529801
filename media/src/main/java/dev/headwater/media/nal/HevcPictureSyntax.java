package dev.headwater.media.nal;

import dev.headwater.media.nal.HevcPicture.Filter;
import dev.headwater.media.nal.HevcPicture.Prediction;
import dev.headwater.media.nal.HevcPicture.Start;

/** Reads a picture parameter set (ITU-T H.265, section 7.3.2.3). */
final class HevcPictureSyntax {
  private static final int MAX_ID = 63;
  private static final int MAX_SEQUENCE_ID = 15;

  /** Of {@code num_ref_idx_l0_default_active_minus1}: section 7.4.3.3.1. */
  static final int MAX_REFERENCES_MINUS1 = 14;

  /** Of columns and rows of tiles: more than level 6.2 has, table A.8. */
  private static final int MAX_TILES = 1 << 10;

  private HevcPictureSyntax() {}

  static HevcPicture read(BitReader bits) throws MalformedNalUnitException {
    bits.skip(HevcCodec.HEADER_BITS);
    int id = bits.ue("pps_pic_parameter_set_id", MAX_ID);
    int sequenceId = bits.ue("pps_seq_parameter_set_id", MAX_SEQUENCE_ID);
    Start start = new Start(bits.flag(), bits.flag(), (int) bits.u(3));
    bits.skip(1); // sign_data_hiding_enabled_flag
    boolean arithmeticStart = bits.flag();
    int references0 = bits.ue("num_ref_idx_l0_default_active_minus1", MAX_REFERENCES_MINUS1) + 1;
    int references1 = bits.ue("num_ref_idx_l1_default_active_minus1", MAX_REFERENCES_MINUS1) + 1;
    bits.skipCodes(1).skip(1); // init_qp_minus26, constrained_intra_pred_flag
    boolean transformSkip = bits.flag();
    bits.skipCodes(bits.flag() ? 1 : 0).skipCodes(2); // cu_qp_delta, chroma quantizers
    boolean chromaOffsets = bits.flag();
    boolean weighted = bits.flag();
    boolean weightedBoth = bits.flag();
    bits.skip(1); // transquant_bypass_enabled_flag
    boolean tiles = bits.flag();
    boolean wavefronts = bits.flag();
    if (tiles) {
      skipTiles(bits);
    }
    boolean acrossSlices = bits.flag();
    boolean controlsDeblocking = bits.flag();
    boolean deblockingChanges = controlsDeblocking && bits.flag();
    boolean deblockingOff = controlsDeblocking && bits.flag();
    bits.skipCodes(controlsDeblocking && !deblockingOff ? 2 : 0);
    if (bits.flag()) {
      ScalingLists.skip(bits);
    }
    boolean listsChange = bits.flag();
    bits.skipCodes(1); // log2_parallel_merge_level_minus2
    boolean extended = bits.flag();
    boolean chromaOffsetLists = bits.flag() && chromaOffsetLists(bits, transformSkip);
    return new HevcPicture(
        id,
        sequenceId,
        start,
        new Prediction(
            references0, references1, weighted, weightedBoth, arithmeticStart, listsChange),
        new Filter(
            chromaOffsets, chromaOffsetLists, deblockingChanges, deblockingOff, acrossSlices),
        tiles || wavefronts,
        extended);
  }

  private static void skipTiles(BitReader bits) throws MalformedNalUnitException {
    int columnsMinus1 = bits.ue("num_tile_columns_minus1", MAX_TILES);
    int rowsMinus1 = bits.ue("num_tile_rows_minus1", MAX_TILES);
    boolean uniform = bits.flag();
    bits.skipCodes(uniform ? 0 : columnsMinus1 + rowsMinus1);
    bits.skip(1); // loop_filter_across_tiles_enabled_flag
  }

  /** Of the extension for more formats, section 7.3.2.3.2; those of other layers are refused. */
  private static boolean chromaOffsetLists(BitReader bits, boolean transformSkip)
      throws MalformedNalUnitException {
    boolean range = bits.flag();
    long others = bits.u(7);
    if (others != 0) {
      throw MalformedNalUnitException.of("pps extensions", others, "of version 2, and no others");
    }
    if (!range) {
      return false;
    }
    bits.skipCodes(transformSkip ? 1 : 0).skip(1); // cross_component_prediction_enabled_flag
    return bits.flag();
  }
}
