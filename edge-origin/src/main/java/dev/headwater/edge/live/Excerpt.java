package dev.headwater.edge.live;

import dev.headwater.edge.live.timeline.RenditionView;
import dev.headwater.edge.live.timeline.Segment;
import dev.headwater.edge.request.Window;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/** What a channel has of a window, in whole segments. */
sealed interface Excerpt {
  /**
   * Segments by their numbers, which mean the same time in all renditions. Immutable.
   *
   * @param first the number of the first one
   * @param end the number after the last one; empty while more may come
   * @param whole whether none has left that the window began with
   * @param settled whether nothing that may still come is of the window
   */
  record Covered(long first, OptionalLong end, boolean whole, boolean settled) implements Excerpt {

    /** What a rendition has of it. */
    RenditionView of(RenditionView view) {
      List<Segment> dropped =
          view.segments().stream().takeWhile(segment -> segment.number() < first).toList();
      long discontinuities = dropped.stream().filter(Segment::discontinuity).count();
      boolean done = view.ended() || (end.isPresent() && view.lastNumber() >= end.getAsLong() - 1);
      return new RenditionView(
          view.rendition(),
          view.terms(),
          view.segments().stream()
              .skip(dropped.size())
              .takeWhile(segment -> has(segment.number()))
              .toList(),
          view.discontinuitySequence() + discontinuities,
          view.open().filter(open -> has(open.number()) && !done),
          view.epoch(),
          done);
    }

    private boolean has(long number) {
      return number >= first && (end.isEmpty() || number < end.getAsLong());
    }
  }

  /** All of it has left. */
  record Left() implements Excerpt {}

  /** It begins later than what there is. */
  record Ahead() implements Excerpt {}

  /** Nothing came to the channel in that time. */
  record Nothing() implements Excerpt {}

  /** Of a channel, by one of its renditions. */
  static Excerpt of(Window window, RenditionView view) {
    List<Segment> segments = view.segments();
    OptionalLong first = first(window.from(), view);
    if (first.isEmpty()) {
      return new Ahead();
    }
    OptionalLong reached = window.to().map(to -> end(to, view)).orElseGet(OptionalLong::empty);
    OptionalLong end = reached.isPresent() ? reached : ended(view);
    if (end.isPresent() && end.getAsLong() <= first.getAsLong()) {
      return hasLeft(window, segments) ? new Left() : new Nothing();
    }
    boolean whole = segments.isEmpty() || !beginsBefore(window, segments.getFirst());
    return new Covered(first.getAsLong(), end, whole, reached.isPresent());
  }

  private static boolean hasLeft(Window window, List<Segment> segments) {
    return !segments.isEmpty()
        && segments.getFirst().number() > 0
        && !window.to().orElse(Instant.MAX).isAfter(segments.getFirst().at());
  }

  /** What was first in a channel has nothing before it. */
  private static boolean beginsBefore(Window window, Segment oldest) {
    return oldest.number() > 0 && window.from().isBefore(oldest.at());
  }

  /** The number of the segment that has the moment, or comes next after it. */
  private static OptionalLong first(Instant from, RenditionView view) {
    for (Segment segment : view.segments()) {
      if (end(segment).isAfter(from)) {
        return OptionalLong.of(segment.number());
      }
    }
    return view.open()
        .filter(open -> from.isBefore(open.at().plus(view.terms().target())))
        .map(open -> OptionalLong.of(open.number()))
        .orElseGet(OptionalLong::empty);
  }

  /** The number after the last segment that begins before the moment; empty while more may come. */
  private static OptionalLong end(Instant to, RenditionView view) {
    for (Segment segment : view.segments()) {
      if (!end(segment).isBefore(to)) {
        boolean after = !segment.at().isBefore(to);
        return OptionalLong.of(after ? segment.number() : segment.number() + 1);
      }
    }
    return view.open()
        .filter(open -> !open.at().isBefore(to))
        .map(open -> OptionalLong.of(open.number()))
        .orElseGet(OptionalLong::empty);
  }

  private static OptionalLong ended(RenditionView view) {
    return view.ended() ? OptionalLong.of(view.nextNumber()) : OptionalLong.empty();
  }

  private static Instant end(Segment segment) {
    return segment.at().plus(segment.duration());
  }
}
