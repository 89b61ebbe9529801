package dev.headwater.media.dash;

import java.time.Duration;
import java.util.List;

/**
 * Period: a stretch of the presentation in which its encoding doesn't change (ISO/IEC 23009-1,
 * section 5.3.2). It ends where the next one starts. Immutable.
 *
 * @param id the same in each MPD of the presentation
 * @param start from the start of the presentation
 * @param adaptationSets in their order
 */
public record Period(String id, Duration start, List<AdaptationSet> adaptationSets) {
  public Period {
    adaptationSets = List.copyOf(adaptationSets);
    if (start.isNegative()) {
      throw new IllegalArgumentException("start: " + start + " (expected: at least 0 s)");
    }
  }
}
