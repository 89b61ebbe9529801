package dev.headwater.media.isobmff;

/** Reads the defaults of a track fragment (ISO/IEC 14496-12, section 8.8.7, box {@code tfhd}). */
final class FragmentHeader {
  private static final int BASE_DATA_OFFSET = 0x1;
  private static final int SAMPLE_DESCRIPTION_INDEX = 0x2;
  private static final int DEFAULT_DURATION = 0x8;
  private static final int DEFAULT_SIZE = 0x10;
  private static final int DEFAULT_FLAGS = 0x20;

  private FragmentHeader() {}

  /**
   * The track's defaults, with those that the fragment overrides.
   *
   * @param tfhd read up to and with its {@code track_ID}
   */
  static SampleDefaults defaults(Fields tfhd, int flags, SampleDefaults ofTrack)
      throws MalformedBoxException {
    tfhd.skip((flags & BASE_DATA_OFFSET) == 0 ? 0 : 8);
    tfhd.skip((flags & SAMPLE_DESCRIPTION_INDEX) == 0 ? 0 : 4);
    long duration = (flags & DEFAULT_DURATION) == 0 ? ofTrack.durationTicks() : tfhd.u32();
    long sizeBytes = (flags & DEFAULT_SIZE) == 0 ? ofTrack.sizeBytes() : tfhd.u32();
    int sampleFlags = (flags & DEFAULT_FLAGS) == 0 ? ofTrack.flags() : tfhd.s32();
    return new SampleDefaults(duration, sizeBytes, sampleFlags);
  }
}
