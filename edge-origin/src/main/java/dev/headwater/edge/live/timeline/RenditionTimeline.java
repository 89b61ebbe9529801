package dev.headwater.edge.live.timeline;

import dev.headwater.edge.protection.Protection;
import dev.headwater.media.isobmff.MalformedBoxException;
import dev.headwater.media.isobmff.Track;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The segments of one rendition, the open one included. Confined to its channel. */
final class RenditionTimeline {
  /** Less would be no duration in a playlist. */
  private static final Duration LEAST_GAP = Duration.ofMillis(1);

  private final String id;
  private final Terms terms;
  private final TimelineListener listener;
  private final Protection protection;
  private final Window window;
  private final Deque<Segment> unwritten = new ArrayDeque<>(); // of before
  private @Nullable Epoch epoch;
  private Protection.@Nullable Run run; // of the epoch
  private @Nullable OpenSegment open;
  private final boolean goesOn;
  private String name = ""; // what the epoch is called where it has come to
  private boolean discontinuity;
  private boolean ended;

  /**
   * @param discontinuitySequence to begin with
   */
  RenditionTimeline(
      String id,
      Terms terms,
      TimelineListener listener,
      Protection protection,
      long discontinuitySequence) {
    this.id = id;
    this.terms = terms;
    this.listener = listener;
    this.protection = protection;
    this.window = new Window(id, terms, listener, discontinuitySequence);
    this.goesOn = false;
  }

  /** One that goes on after what was before. */
  RenditionTimeline(
      PastRendition past, Terms terms, TimelineListener listener, Protection protection) {
    this.id = past.rendition().id();
    this.terms = terms;
    this.listener = listener;
    this.protection = protection;
    this.window = new Window(id, terms, listener, past.discontinuitySequence());
    past.segments().forEach(window::add);
    this.unwritten.addAll(past.unwritten());
    this.goesOn = true;
    this.name = past.lastEpoch();
  }

  /** What was before is there again, as far as the window goes. */
  void resume() {
    while (!unwritten.isEmpty()) {
      Segment segment = unwritten.remove();
      window.add(segment);
      listener.finished(id, segment);
    }
    window.shorten(epochId());
    publish();
  }

  /** A playlist without segments would have no numbers. */
  private void publish() {
    if (open != null || !window.isEmpty()) {
      listener.published(view());
    }
  }

  /** What comes from now on is of another epoch; what was begun ends early. */
  void begin(Epoch next, ByteBuffer header, Track.Coded declared) throws UnfitMediaException {
    Protection.Run begun = protection.begin(id, next.id(), header);
    MediaBytes bytes = header(begun, next.firstNumber());
    finish();
    discontinuity = goesOn || epoch != null;
    epoch = next;
    ended = false;
    run = begun;
    name = begun.name(next.firstNumber());
    window.header(name, bytes);
    listener.begun(new Rendition(id, declared), next.named(name), bytes);
  }

  private static MediaBytes header(Protection.Run run, long number) throws UnfitMediaException {
    try {
      return MediaBytes.copyOf(List.of(run.header(number)));
    } catch (MalformedBoxException e) {
      throw new UnfitMediaException("a header that can't be protected: " + e.getMessage());
    }
  }

  /** Where its key ends, the epoch goes on under another name. */
  private void rename(long number) throws UnfitMediaException {
    Protection.Run current = Objects.requireNonNull(run);
    String next = current.name(number);
    if (!next.equals(name)) {
      MediaBytes bytes = header(current, number);
      name = next;
      window.header(name, bytes);
      listener.renamed(id, name, bytes);
    }
  }

  boolean isOf(@Nullable Epoch other) {
    return epoch != null && epoch.equals(other);
  }

  /** The number that comes after all that there is. */
  long nextNumber() {
    return open != null ? open.number + 1 : window.nextNumber();
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
      rename(number);
      into =
          new OpenSegment(
              number,
              current.named(name),
              fragment.start(),
              discontinuity,
              terms,
              Objects.requireNonNull(run));
      discontinuity = false;
      open = into;
    }
    into.end = cuts.endOf(number, terms.segment());
    if (into.add(fragment)) {
      listener.published(view());
    }
  }

  /** What is missing before a number is said to be (section 4.4.4.7). */
  private void fillUpTo(long number, Epoch current, Duration start) throws UnfitMediaException {
    long from = nextNumber();
    if (isBeyondWindow(number - from)) {
      window.empty(current.id());
    }
    if (window.isEmpty()) {
      return;
    }
    long joined = Math.clamp(current.firstNumber(), from, number);
    breakOff(joined - from, current.at());
    for (long missing = joined; missing < number; missing++) {
      rename(missing);
      Duration before = terms.segment().multipliedBy(number - missing);
      Segment gap =
          new Segment(
              missing,
              name,
              start.minus(before),
              terms.segment(),
              current.timeOf(start).minus(before),
              discontinuity,
              true,
              0,
              List.of());
      window.add(gap);
      listener.finished(id, gap);
      discontinuity = false;
    }
  }

  /**
   * What the epoch before had begun and nobody has whole. It stays that epoch's: players have seen
   * parts under these numbers, and would take them in another one for a discontinuity too many.
   */
  private void breakOff(long count, Instant next) {
    if (count == 0) {
      return;
    }
    Segment last = window.segments().getLast();
    Duration missing = Duration.between(last.at().plus(last.duration()), next).dividedBy(count);
    Duration each =
        Collections.max(List.of(LEAST_GAP, Collections.min(List.of(missing, terms.target()))));
    for (long i = 0; i < count; i++) {
      Duration before = last.duration().plus(each.multipliedBy(i));
      Segment gap =
          new Segment(
              last.number() + 1 + i,
              last.epoch(),
              last.start().plus(before),
              each,
              last.at().plus(before),
              false,
              true,
              0,
              List.of());
      window.add(gap);
      listener.finished(id, gap);
    }
  }

  /** Whether nothing stays in the window before so many that are missing. */
  private boolean isBeyondWindow(long missing) {
    return missing > terms.window().dividedBy(terms.segment());
  }

  /** The open segment ends here. */
  void finish() {
    OpenSegment last = open;
    open = null;
    if (last == null) {
      return;
    }
    Segment whole = last.finish();
    window.add(whole);
    listener.finished(id, whole);
    window.shorten(epochId());
    listener.published(view());
  }

  /** A segment could not be written. */
  void unwritten(long number) {
    window
        .unwritten(number)
        .ifPresent(segment -> {
          publish();
          listener.unwritten(id, segment);
        });
  }

  /** Nothing more comes. */
  void end() {
    finish();
    ended = true;
    publish();
  }

  private String epochId() {
    return name;
  }

  /** It comes no more, and neither does what was before. */
  void leave() {
    window.empty("");
    listener.gone(id);
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
        id, terms, window.segments(), window.discontinuitySequence(), next, epochId(), ended);
  }

  /** Gives up all bytes. */
  void close() {
    window.close();
    unwritten.forEach(segment -> segment.parts().forEach(part -> part.bytes().release()));
    unwritten.clear();
    if (open != null) {
      open.release();
      open = null;
    }
  }
}
