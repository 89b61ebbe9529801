package dev.headwater.media.dash;

import java.util.List;

/**
 * SegmentTemplate with a SegmentTimeline: numbered segments with exact times (ISO/IEC 23009-1,
 * section 5.3.9). Immutable.
 *
 * @param initialization URL of the initialization section, with {@code $RepresentationID$}; empty
 *     where segments need none
 * @param media URL of a segment, with {@code $RepresentationID$} and {@code $Number$}
 * @param startNumber of the first segment
 * @param timescale ticks a second
 * @param presentationTimeOffset the tick at which the period starts
 * @param timeline runs of segments, in playing order
 */
public record SegmentTemplate(
    String initialization,
    String media,
    long startNumber,
    long timescale,
    long presentationTimeOffset,
    List<Run> timeline) {

  /**
   * S: consecutive segments of one duration, each beginning where the one before it ends.
   *
   * @param start t: the first one's time in ticks
   * @param duration d: of each, in ticks
   * @param count r + 1: how many
   */
  public record Run(long start, long duration, long count) {
    public Run {
      if (start < 0 || duration < 0 || count < 1) {
        throw new IllegalArgumentException(
            "run: %d+%dx%d (expected: start and duration >= 0, count >= 1)"
                .formatted(start, duration, count));
      }
    }

    long end() {
      return start + duration * count;
    }

    /** Whether a segment with these times would lengthen this run. */
    boolean continuesWith(long nextStart, long nextDuration) {
      return nextStart == end() && nextDuration == duration;
    }
  }

  public SegmentTemplate {
    timeline = List.copyOf(timeline);
  }
}
