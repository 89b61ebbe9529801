package dev.headwater.media.packaging;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * Bit rates of a media playlist in bits a second, rounded up (draft-pantos-hls-rfc8216bis, section
 * 4.1). Immutable.
 *
 * @param peak the largest of any contiguous set of segments that lasts between half and one and a
 *     half target durations; where no set does, the average
 * @param average all bits over all time
 */
public record SegmentBitRates(long peak, long average) {
  static SegmentBitRates of(MeasuredRendition rendition, int targetDurationSeconds) {
    long timescale = rendition.track().timescale();
    Span target = new Span(timescale * targetDurationSeconds, 0);
    long peak = 0;
    for (int first = 0; first < rendition.segments().size(); first++) {
      peak = Math.max(peak, peakFrom(first, rendition.segments(), target, timescale));
    }
    Span all = Span.NOTHING;
    for (MeasuredSegment segment : rendition.segments()) {
      all = all.with(segment);
    }
    long average = all.bitsPerSecond(timescale);
    return new SegmentBitRates(peak == 0 ? average : peak, average);
  }

  private static long peakFrom(
      int first, List<MeasuredSegment> segments, Span target, long timescale) {
    long peak = 0;
    Span set = Span.NOTHING;
    for (MeasuredSegment segment : segments.subList(first, segments.size())) {
      set = set.with(segment);
      if (2 * set.ticks > 3 * target.ticks) {
        break;
      }
      if (2 * set.ticks >= target.ticks) {
        peak = Math.max(peak, set.bitsPerSecond(timescale));
      }
    }
    return peak;
  }

  /** The length and the size of a contiguous set of segments. */
  private record Span(long ticks, long bytes) {
    static final Span NOTHING = new Span(0, 0);

    Span with(MeasuredSegment segment) {
      return new Span(ticks + segment.duration().count(), bytes + segment.sizeBytes());
    }

    long bitsPerSecond(long timescale) {
      return BigDecimal.valueOf(bytes)
          .multiply(BigDecimal.valueOf(Byte.SIZE))
          .multiply(BigDecimal.valueOf(timescale))
          .divide(BigDecimal.valueOf(ticks), 0, RoundingMode.CEILING)
          .longValueExact();
    }
  }
}
