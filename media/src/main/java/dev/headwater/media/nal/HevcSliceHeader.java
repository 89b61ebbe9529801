package dev.headwater.media.nal;

/**
 * Reads the header of a slice segment of the base layer (ITU-T H.265, section 7.3.6.1). Confined to
 * one thread.
 */
final class HevcSliceHeader {
  // NAL unit types: table 7-1
  private static final int FIRST_RANDOM_ACCESS = 16;
  private static final int LAST_RANDOM_ACCESS = 23;
  private static final int FIRST_IDR = 19;
  private static final int LAST_IDR = 20;

  private static final int MAX_PICTURE_ID = 63;

  /** Of {@code slice_type}: table 7-7. */
  private static final int B = 0;

  private static final int I = 2;

  /** Of long-term pictures that a slice names: as many as a set has. */
  private static final int MAX_LONG_TERM = 32;

  /** Of rows of blocks and of tiles: section 7.4.7.1, for the largest pictures of level 6.2. */
  private static final int MAX_ENTRY_POINTS = 1 << 16;

  private static final int MAX_ENTRY_POINT_BITS = 32;
  private static final int MAX_EXTENSION_BYTES = 256;

  private final BitReader bits;
  private final HevcCodec codec;
  private final int nalType;

  HevcSliceHeader(BitReader bits, HevcCodec codec, int nalType) {
    this.bits = bits;
    this.codec = codec;
    this.nalType = nalType;
  }

  /** How many bytes of the NAL unit it has, with the bits that align it. */
  int read() throws MalformedNalUnitException {
    bits.skip(HevcCodec.HEADER_BITS);
    boolean isFirst = bits.flag();
    boolean isRandomAccess = nalType >= FIRST_RANDOM_ACCESS && nalType <= LAST_RANDOM_ACCESS;
    bits.skip(isRandomAccess ? 1 : 0); // no_output_of_prior_pics_flag
    HevcPicture picture =
        codec.pictures().get(bits.ue("slice_pic_parameter_set_id", MAX_PICTURE_ID));
    HevcSequence sequence = codec.sequences().get(picture.sequenceId());
    boolean isDependent = false;
    if (!isFirst) {
      isDependent = picture.start().dependentSlices() && bits.flag();
      bits.skip(sequence.addressBits());
    }
    if (!isDependent) {
      skipIndependent(sequence, picture);
    }
    if (picture.hasEntryPoints()) {
      skipEntryPoints();
    }
    if (picture.extended()) {
      bits.skip(8L * bits.ue("slice_segment_header_extension_length", MAX_EXTENSION_BYTES));
    }
    bits.skip(1); // byte_alignment()
    return bits.bytesBegun();
  }

  private void skipIndependent(HevcSequence sequence, HevcPicture picture)
      throws MalformedNalUnitException {
    bits.skip(picture.start().extraBits());
    int type = bits.ue("slice_type", I);
    bits.skip(picture.start().outputFlag() ? 1 : 0);
    bits.skip(sequence.separatePlanes() ? 2 : 0);
    boolean isIdr = nalType >= FIRST_IDR && nalType <= LAST_IDR;
    int usedPictures = 0;
    boolean temporalVectors = false;
    if (!isIdr) {
      bits.skip(sequence.orderBits());
      usedPictures = shortTerm(sequence).usedCount() + longTermUsed(sequence);
      temporalVectors = sequence.temporalVectors() && bits.flag();
    }
    boolean offsetLuma = sequence.adaptiveOffset() && bits.flag();
    boolean offsetChroma = sequence.adaptiveOffset() && sequence.hasChroma() && bits.flag();
    if (type != I) {
      new HevcPredictionHeader(bits, picture.prediction(), sequence.hasChroma(), type == B)
          .skip(usedPictures, temporalVectors);
    }
    skipFilters(picture.filter(), offsetLuma || offsetChroma);
  }

  private ShortTermReferences shortTerm(HevcSequence sequence) throws MalformedNalUnitException {
    if (!bits.flag()) {
      return ShortTermReferences.read(bits, sequence.shortTerm(), true);
    }
    int count = sequence.shortTerm().size();
    int index = (int) bits.u(HevcSequence.bitsFor(count));
    if (index >= count) {
      throw MalformedNalUnitException.of("short_term_ref_pic_set_idx", index, "< " + count);
    }
    return sequence.shortTerm().get(index);
  }

  /** How many of the long-term pictures the slice may refer to. */
  private int longTermUsed(HevcSequence sequence) throws MalformedNalUnitException {
    if (!sequence.longTerm().present()) {
      return 0;
    }
    int known = sequence.longTerm().used().size();
    int ofSequence = known > 0 ? bits.ue("num_long_term_sps", known) : 0;
    int own = bits.ue("num_long_term_pics", MAX_LONG_TERM);
    int used = 0;
    for (int i = 0; i < ofSequence + own; i++) {
      boolean isUsed = i < ofSequence ? ofSequence(sequence, known) : own(sequence);
      used += isUsed ? 1 : 0;
      bits.skipCodes(bits.flag() ? 1 : 0); // delta_poc_msb_cycle_lt
    }
    return used;
  }

  private boolean ofSequence(HevcSequence sequence, int known) throws MalformedNalUnitException {
    int index = (int) bits.u(HevcSequence.bitsFor(known));
    if (index >= known) {
      throw MalformedNalUnitException.of("lt_idx_sps", index, "< " + known);
    }
    return sequence.longTerm().used().get(index);
  }

  private boolean own(HevcSequence sequence) throws MalformedNalUnitException {
    return bits.skip(sequence.orderBits()).flag();
  }

  private void skipFilters(HevcPicture.Filter filter, boolean adaptiveOffset)
      throws MalformedNalUnitException {
    bits.skipCodes(1); // slice_qp_delta
    bits.skipCodes(filter.chromaOffsets() ? 2 : 0);
    bits.skip(filter.chromaOffsetLists() ? 1 : 0); // cu_chroma_qp_offset_enabled_flag
    boolean deblockingOff = filter.deblockingOff();
    if (filter.deblockingChanges() && bits.flag()) {
      deblockingOff = bits.flag();
      bits.skipCodes(deblockingOff ? 0 : 2);
    }
    boolean filters = adaptiveOffset || !deblockingOff;
    bits.skip(filter.acrossSlices() && filters ? 1 : 0);
  }

  private void skipEntryPoints() throws MalformedNalUnitException {
    int count = bits.ue("num_entry_point_offsets", MAX_ENTRY_POINTS);
    if (count > 0) {
      int width = bits.ue("offset_len_minus1", MAX_ENTRY_POINT_BITS - 1) + 1;
      bits.skip((long) count * width);
    }
  }
}
