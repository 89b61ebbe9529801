package dev.headwater.edge.live.timeline;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The whole segments of a rendition that its playlist has, and what parses them. The oldest leave
 * as others come; before that, their bytes leave memory. Confined to its channel.
 */
final class Window {
  private final String rendition;
  private final Terms terms;
  private final TimelineListener listener;
  private final List<Segment> segments = new ArrayList<>();
  private final Map<String, MediaBytes> headers = new HashMap<>();
  private long discontinuitySequence;

  /**
   * @param discontinuitySequence how many discontinuities were before its first segment
   */
  Window(String rendition, Terms terms, TimelineListener listener, long discontinuitySequence) {
    this.rendition = rendition;
    this.terms = terms;
    this.listener = listener;
    this.discontinuitySequence = discontinuitySequence;
  }

  /** From the oldest. */
  List<Segment> segments() {
    return segments;
  }

  long discontinuitySequence() {
    return discontinuitySequence;
  }

  boolean isEmpty() {
    return segments.isEmpty();
  }

  /** The number that comes after all that there is. */
  long nextNumber() {
    return segments.isEmpty() ? 0 : segments.getLast().number() + 1;
  }

  void header(String epoch, MediaBytes bytes) {
    MediaBytes before = headers.put(epoch, bytes);
    if (before != null) {
      before.release();
    }
  }

  Map<String, MediaBytes> headers() {
    return Map.copyOf(headers);
  }

  void add(Segment segment) {
    segments.add(segment);
  }

  /** Empty where it has left, or wasn't there. */
  Optional<Segment> segment(long number) {
    int index = index(number);
    return index < 0 ? Optional.empty() : Optional.of(segments.get(index));
  }

  private int index(long number) {
    long index = segments.isEmpty() ? -1 : number - segments.getFirst().number();
    return index < segments.size() ? (int) Math.max(index, -1) : -1;
  }

  /** A segment will not be in the store; empty where it has left, or wasn't there. */
  Optional<Segment> unwritten(long number) {
    Optional<Segment> missing = segment(number).map(Segment::unwritten);
    missing.ifPresent(segment -> segments.set(index(number), segment));
    return missing;
  }

  /**
   * What is too old leaves.
   *
   * @param current the epoch of what comes next, whose header stays
   */
  void shorten(String current) {
    Duration after = Duration.ZERO;
    for (int i = segments.size() - 1; i >= 0; i--) {
      Segment segment = segments.get(i);
      if (after.compareTo(terms.window()) >= 0) {
        drop(i + 1, current);
        return;
      }
      if (after.compareTo(terms.inMemory()) >= 0 && !segment.parts().isEmpty()) {
        segments.set(i, segment.withoutBytes());
        segment.parts().forEach(part -> part.bytes().release());
      }
      after = after.plus(segment.duration());
    }
  }

  /** All leaves. */
  void empty(String current) {
    drop(segments.size(), current);
  }

  /** The oldest ones leave. */
  private void drop(int count, String current) {
    List<Segment> leaving = segments.subList(0, count);
    List<Segment> old = List.copyOf(leaving);
    leaving.clear();
    for (Segment segment : old) {
      if (segment.discontinuity()) {
        discontinuitySequence++;
      }
      segment.parts().forEach(part -> part.bytes().release());
      listener.left(rendition, segment);
    }
    Stream.concat(old.stream().map(Segment::epoch), List.copyOf(headers.keySet()).stream())
        .distinct()
        .filter(epoch -> isUnused(epoch, current))
        .forEach(this::forget);
  }

  private boolean isUnused(String epoch, String current) {
    return !epoch.equals(current)
        && segments.stream().noneMatch(segment -> segment.epoch().equals(epoch));
  }

  private void forget(String epoch) {
    MediaBytes header = headers.remove(epoch);
    if (header != null) {
      header.release();
    }
    listener.forgotten(rendition, epoch);
  }

  /** Gives up all bytes. */
  void close() {
    segments.forEach(segment -> segment.parts().forEach(part -> part.bytes().release()));
    segments.clear();
    headers.values().forEach(MediaBytes::release);
    headers.clear();
  }
}
