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
    tfhd.skip((flags & DEFAULT_SIZE) == 0 ? 0 : 4);
    int sampleFlags = (flags & DEFAULT_FLAGS) == 0 ? ofTrack.flags() : tfhd.s32();
    return new SampleDefaults(duration, sampleFlags);
  }

  /** What samples are that don't say it themselves. */
  record Samples(long durationTicks, long size) {}

  /** Like {@link #defaults}, with the size, which only readers of samples need. */
  static Samples samples(Fields tfhd, int flags, SampleDefaults ofTrack)
      throws MalformedBoxException {
    tfhd.skip((flags & BASE_DATA_OFFSET) == 0 ? 0 : 8);
    tfhd.skip((flags & SAMPLE_DESCRIPTION_INDEX) == 0 ? 0 : 4);
    long duration = (flags & DEFAULT_DURATION) == 0 ? ofTrack.durationTicks() : tfhd.u32();
    long size = (flags & DEFAULT_SIZE) == 0 ? 0 : tfhd.u32();
    return new Samples(duration, size);
  }

  /**
   * The size of a sample of which no run tells.
   *
   * @param tfhd read up to and with its {@code track_ID}
   */
  static long sampleBytes(Fields tfhd, int flags, long ofTrack) throws MalformedBoxException {
    if ((flags & DEFAULT_SIZE) == 0) {
      return ofTrack;
    }
    tfhd.skip((flags & BASE_DATA_OFFSET) == 0 ? 0 : 8);
    tfhd.skip((flags & SAMPLE_DESCRIPTION_INDEX) == 0 ? 0 : 4);
    return tfhd.skip((flags & DEFAULT_DURATION) == 0 ? 0 : 4).u32();
  }
}
