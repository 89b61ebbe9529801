package dev.headwater.edge.live.timeline;

import java.util.List;

/**
 * What a rendition had before this timeline began. Immutable.
 *
 * @param segments without gaps between their numbers; their bytes aren't in memory
 * @param discontinuitySequence how many discontinuities were before the first of them
 */
public record PastRendition(
    Rendition rendition, List<Segment> segments, long discontinuitySequence) {
  public PastRendition {
    segments = List.copyOf(segments);
  }

  /** What the epoch is called that it was in; empty where nothing is left of it. */
  String lastEpoch() {
    return segments.isEmpty() ? "" : segments.getLast().epoch();
  }
}
