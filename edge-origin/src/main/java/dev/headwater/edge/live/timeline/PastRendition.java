package dev.headwater.edge.live.timeline;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a rendition had before this timeline began. Immutable.
 *
 * @param segments that are written down, without gaps between their numbers
 * @param discontinuitySequence how many discontinuities were before the first one of all
 * @param unwritten those after them; a timeline takes the bytes of all over that have some
 */
public record PastRendition(
    Rendition rendition,
    List<Segment> segments,
    long discontinuitySequence,
    List<Segment> unwritten) {
  public PastRendition {
    segments = List.copyOf(segments);
    unwritten = List.copyOf(unwritten);
  }

  /** One that is written down as a whole. */
  public PastRendition(Rendition rendition, List<Segment> segments, long discontinuitySequence) {
    this(rendition, segments, discontinuitySequence, List.of());
  }

  /** Written down or not. */
  public List<Segment> all() {
    return Stream.concat(segments.stream(), unwritten.stream()).toList();
  }

  /** What the epoch is called that it was in; empty where nothing is left of it. */
  String lastEpoch() {
    List<Segment> all = all();
    return all.isEmpty() ? "" : all.getLast().epoch();
  }
}
