package dev.headwater.media.isobmff;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * A run of few samples, each by itself (ISO/IEC 14496-12, section 8.8.8, box {@code trun}).
 * Immutable.
 *
 * @param offset of the first one's bytes from the start of {@code moof}; empty where they follow on
 *     those of the run before
 */
record SampleTable(OptionalInt offset, List<Sample> samples) {
  private static final int DATA_OFFSET = 0x1;
  private static final int FIRST_SAMPLE_FLAGS = 0x4;
  private static final int DURATIONS = 0x100;
  private static final int SIZES = 0x200;
  private static final int FLAGS = 0x400;
  private static final int COMPOSITION_OFFSETS = 0x800;

  /** Of text: no real fragment has as many. */
  private static final int MOST_SAMPLES = 10_000;

  record Sample(long durationTicks, int size) {}

  static SampleTable read(Fields trun, SampleDefaults defaults) throws MalformedBoxException {
    int flags = trun.s32();
    long count = trun.u32();
    if (count > MOST_SAMPLES) {
      throw MalformedBoxException.of("trun sample_count", count, "<= " + MOST_SAMPLES);
    }
    OptionalInt offset =
        (flags & DATA_OFFSET) == 0 ? OptionalInt.empty() : OptionalInt.of(trun.s32());
    trun.skip((flags & FIRST_SAMPLE_FLAGS) == 0 ? 0 : 4);
    List<Sample> samples = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      long duration = (flags & DURATIONS) == 0 ? defaults.durationTicks() : trun.u32();
      long size = (flags & SIZES) == 0 ? defaults.sizeBytes() : trun.u32();
      trun.skip((flags & FLAGS) == 0 ? 0 : 4);
      trun.skip((flags & COMPOSITION_OFFSETS) == 0 ? 0 : 4);
      if (size > Integer.MAX_VALUE) {
        throw MalformedBoxException.of("trun sample_size", size, "<= " + Integer.MAX_VALUE);
      }
      samples.add(new Sample(duration, (int) size));
    }
    return new SampleTable(offset, samples);
  }
}
