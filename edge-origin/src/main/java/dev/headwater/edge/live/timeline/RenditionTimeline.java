package dev.headwater.edge.live.timeline;

import dev.headwater.media.isobmff.Track;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The segments of one rendition, the open one included. Confined to its channel. */
final class RenditionTimeline {
  private final String id;
  private final Terms terms;
  private final TimelineListener listener;
  private final List<Segment> segments = new ArrayList<>();
  private final Map<String, MediaBytes> headers = new HashMap<>();
  private @Nullable Epoch epoch;
  private @Nullable OpenSegment open;
  private final boolean goesOn;
  private long discontinuitySequence;
  private boolean discontinuity;
  private boolean ended;

  /**
   * @param discontinuitySequence to begin with
   */
  RenditionTimeline(String id, Terms terms, TimelineListener listener, long discontinuitySequence) {
    this.id = id;
    this.terms = terms;
    this.listener = listener;
    this.discontinuitySequence = discontinuitySequence;
    this.goesOn = false;
  }

  /** One that goes on after what was before. */
  RenditionTimeline(PastRendition past, Terms terms, TimelineListener listener) {
    this.id = past.rendition().id();
    this.terms = terms;
    this.listener = listener;
    this.segments.addAll(past.segments());
    this.discontinuitySequence = past.discontinuitySequence();
    this.goesOn = true;
  }

  /** What was before is there again, as far as the window goes. */
  void resume() {
    shorten();
    publish();
  }

  /** A playlist without segments would have no numbers. */
  private void publish() {
    if (open != null || !segments.isEmpty()) {
      listener.published(view());
    }
  }

  /** What comes from now on is of another epoch; what was begun ends early. */
  void begin(Epoch next, ByteBuffer header, Track.Coded declared) {
    finish();
    discontinuity = goesOn || epoch != null;
    epoch = next;
    ended = false;
    MediaBytes bytes = MediaBytes.copyOf(List.of(header));
    headers.put(next.id(), bytes);
    listener.begun(new Rendition(id, declared), next, bytes);
  }

  boolean isOf(@Nullable Epoch other) {
    return epoch != null && epoch.equals(other);
  }

  /** The number that comes after all that there is. */
  long nextNumber() {
    if (open != null) {
      return open.number + 1;
    }
    return segments.isEmpty() ? 0 : segments.getLast().number() + 1;
  }

  boolean isOpen(long number) {
    return open != null && open.number == number;
  }

  @Nullable OpenSegment open() {
    return open;
  }

  void add(Fragment fragment, long number, Cuts cuts) throws UnfitMediaException {
    if (open == null && number < nextNumber()) {
      return; // its segment is whole already
    }
    Epoch current = Objects.requireNonNull(epoch);
    if (open != null && open.number != number) {
      finish();
    }
    OpenSegment into = open;
    if (into == null) {
      fillUpTo(number, current, cuts.startOf(number));
      into = new OpenSegment(number, current, fragment.start(), discontinuity, terms);
      discontinuity = false;
      open = into;
    }
    into.end = cuts.endOf(number, terms.segment());
    if (into.add(fragment)) {
      listener.published(view());
    }
  }

  /** What is missing before a number is said to be (section 4.4.4.7). */
  private void fillUpTo(long number, Epoch current, Duration start) {
    long from = nextNumber();
    if (segments.isEmpty()) {
      return;
    }
    for (long missing = from; missing < number; missing++) {
      Duration before = terms.segment().multipliedBy(number - missing);
      Segment gap =
          new Segment(
              missing,
              current.id(),
              start.minus(before),
              terms.segment(),
              current.timeOf(start).minus(before),
              discontinuity,
              true,
              0,
              List.of());
      segments.add(gap);
      listener.finished(id, gap);
      discontinuity = false;
    }
  }

  /** The open segment ends here. */
  void finish() {
    OpenSegment last = open;
    open = null;
    if (last == null) {
      return;
    }
    Segment whole = last.finish();
    segments.add(whole);
    listener.finished(id, whole);
    shorten();
    listener.published(view());
  }

  /** Nothing more comes. */
  void end() {
    finish();
    ended = true;
    publish();
  }

  private void shorten() {
    Duration after = Duration.ZERO;
    for (int i = segments.size() - 1; i >= 0; i--) {
      Segment segment = segments.get(i);
      if (after.compareTo(terms.window()) >= 0) {
        drop(i + 1);
        return;
      }
      if (after.compareTo(terms.inMemory()) >= 0 && !segment.parts().isEmpty()) {
        segments.set(i, segment.withoutBytes());
        segment.parts().forEach(part -> part.bytes().release());
      }
      after = after.plus(segment.duration());
    }
  }

  /** The oldest ones leave. */
  private void drop(int count) {
    List<Segment> leaving = segments.subList(0, count);
    List<Segment> old = List.copyOf(leaving);
    leaving.clear();
    for (Segment segment : old) {
      if (segment.discontinuity()) {
        discontinuitySequence++;
      }
      segment.parts().forEach(part -> part.bytes().release());
      listener.left(id, segment);
    }
    Stream.concat(old.stream().map(Segment::epoch), List.copyOf(headers.keySet()).stream())
        .distinct()
        .filter(this::isUnused)
        .forEach(this::forget);
  }

  private boolean isUnused(String of) {
    return (epoch == null || !epoch.id().equals(of))
        && segments.stream().noneMatch(segment -> segment.epoch().equals(of));
  }

  private void forget(String of) {
    MediaBytes header = headers.remove(of);
    if (header != null) {
      header.release();
    }
    listener.forgotten(id, of);
  }

  /** It comes no more, and neither does what was before. */
  void leave() {
    drop(segments.size());
    listener.gone(id);
  }

  Optional<MediaBytes> header(String of) {
    return Optional.ofNullable(headers.get(of));
  }

  RenditionView view() {
    OpenSegment now = open;
    Optional<RenditionView.Open> next =
        now == null || now.parts().isEmpty()
            ? Optional.empty()
            : Optional.of(
                new RenditionView.Open(
                    now.number,
                    now.epoch.id(),
                    now.at(),
                    now.discontinuity,
                    now.end.minus(now.start),
                    now.parts()));
    return new RenditionView(
        id, terms, segments, discontinuitySequence, next, epoch == null ? "" : epoch.id(), ended);
  }

  /** Gives up all bytes. */
  void close() {
    segments.forEach(segment -> segment.parts().forEach(part -> part.bytes().release()));
    segments.clear();
    if (open != null) {
      open.release();
      open = null;
    }
    headers.values().forEach(MediaBytes::release);
    headers.clear();
  }
}
