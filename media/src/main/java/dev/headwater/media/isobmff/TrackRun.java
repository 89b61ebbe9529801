package dev.headwater.media.isobmff;

/**
 * A run of samples (ISO/IEC 14496-12, section 8.8.8, box {@code trun}). Immutable.
 *
 * @param sampleCount how many
 * @param durationTicks sum of their durations
 * @param longestTicks the longest of them
 * @param startsWithSync whether the first is a sync sample
 */
record TrackRun(long sampleCount, long durationTicks, long longestTicks, boolean startsWithSync) {
  private static final int DATA_OFFSET = 0x1;
  private static final int FIRST_SAMPLE_FLAGS = 0x4;
  private static final int DURATIONS = 0x100;
  private static final int SIZES = 0x200;
  private static final int FLAGS = 0x400;
  private static final int COMPOSITION_OFFSETS = 0x800;

  /** The flag {@code sample_is_non_sync_sample}: section 8.8.3.1. */
  private static final int NON_SYNC = 0x10000;

  /** Bounds the samples of a run without a field for each. */
  private static final long MAX_SAMPLES = 1L << 24;

  static TrackRun read(Fields trun, SampleDefaults defaults) throws MalformedBoxException {
    int flags = trun.s32();
    long count = trun.u32();
    if (count > MAX_SAMPLES) {
      throw MalformedBoxException.of("trun sample_count", count, "<= " + MAX_SAMPLES);
    }
    trun.skip((flags & DATA_OFFSET) == 0 ? 0 : 4);
    int first = (flags & FIRST_SAMPLE_FLAGS) == 0 ? defaults.flags() : trun.s32();
    if ((flags & (DURATIONS | SIZES | FLAGS | COMPOSITION_OFFSETS)) == 0) {
      long each = defaults.durationTicks();
      return new TrackRun(count, count * each, each, isSync(first));
    }
    long duration = 0;
    long longest = 0;
    for (long i = 0; i < count; i++) {
      long own = (flags & DURATIONS) == 0 ? defaults.durationTicks() : trun.u32();
      duration += own;
      longest = Math.max(longest, own);
      trun.skip((flags & SIZES) == 0 ? 0 : 4);
      int ownFlags = (flags & FLAGS) == 0 ? first : trun.s32();
      first = i == 0 && (flags & FIRST_SAMPLE_FLAGS) == 0 ? ownFlags : first;
      trun.skip((flags & COMPOSITION_OFFSETS) == 0 ? 0 : 4);
    }
    return new TrackRun(count, duration, longest, isSync(first));
  }

  private static boolean isSync(int flags) {
    return (flags & NON_SYNC) == 0;
  }
}
