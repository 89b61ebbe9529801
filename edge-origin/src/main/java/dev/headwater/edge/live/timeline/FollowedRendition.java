package dev.headwater.edge.live.timeline;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A rendition whose segments are made elsewhere, as far as it was told. Confined to its channel.
 */
public final class FollowedRendition {
  private final String id;
  private final Terms terms;
  private final Window window;
  private final List<Part> parts = new ArrayList<>(); // of the segment that isn't whole yet
  private long number = -1;
  private String partsOf = "";
  private Instant at = Instant.EPOCH;
  private boolean discontinuity;
  private Duration expected = Duration.ZERO;
  private String epoch = "";
  private boolean ended;

  /**
   * @param discontinuitySequence how many discontinuities were before its first segment
   */
  public FollowedRendition(
      String id, Terms terms, long discontinuitySequence, TimelineListener listener) {
    this.id = id;
    this.terms = terms;
    this.window = new Window(id, terms, listener, discontinuitySequence);
  }

  /** One that goes on after what was before. */
  public FollowedRendition(PastRendition past, Terms terms, TimelineListener listener) {
    this(past.rendition().id(), terms, past.discontinuitySequence(), listener);
    past.segments().forEach(window::add);
    epoch = past.lastEpoch();
  }

  /** Segments of an epoch come, which these bytes parse. */
  public MediaBytes begun(String next, ByteBuffer header) {
    MediaBytes bytes = MediaBytes.copyOf(List.of(header));
    begun(next);
    window.header(next, bytes);
    return bytes;
  }

  /** The same, where what parses them is in the store, and perhaps in what was told before. */
  public Optional<MediaBytes> begun(String next, FollowedRendition before) {
    begun(next);
    Optional<MediaBytes> bytes =
        Optional.ofNullable(before.headers().get(next)).flatMap(MediaBytes::again);
    bytes.ifPresent(header -> window.header(next, header));
    return bytes;
  }

  /** The same, where nothing parses them. */
  public void begun(String next) {
    epoch = next;
    ended = false;
  }

  /**
   * A part of the segment of that number comes; fails with IllegalArgumentException where it isn't
   * the next one.
   */
  public void open(long of, String partsEpoch, Instant from, boolean breaks) {
    if (number != of) {
      checkNext(of);
      release();
      number = of;
      partsOf = partsEpoch;
      at = from;
      discontinuity = breaks;
    }
  }

  /** How long the segment that was opened will be. */
  public void expect(Duration length) {
    expected = length;
  }

  /**
   * The next part of the segment that was opened; its bytes are copied, unless they were told
   * before. Fails with IllegalArgumentException on another one: parts are called by their places.
   */
  public void part(
      int index,
      Duration duration,
      boolean independent,
      ByteBuffer bytes,
      FollowedRendition before) {
    if (index != parts.size()) {
      throw new IllegalArgumentException(
          "%s: part %d of segment %d (expected: %d)".formatted(id, index, number, parts.size()));
    }
    MediaBytes held =
        before.held(number, partsOf).stream()
            .skip(index)
            .map(Part::bytes)
            .findFirst()
            .filter(one -> one.length() == bytes.remaining())
            .flatMap(MediaBytes::again)
            .orElseGet(() -> MediaBytes.copyOf(List.of(bytes)));
    parts.add(new Part(index, duration, independent, held));
  }

  /** Of a segment; what has a name has the same bytes on all nodes. */
  private List<Part> held(long of, String ofEpoch) {
    return number == of && partsOf.equals(ofEpoch)
        ? parts
        : window
            .segment(of)
            .filter(segment -> segment.epoch().equals(ofEpoch))
            .map(Segment::parts)
            .orElse(List.of());
  }

  /** A segment is whole, and has its parts; the oldest leave. */
  public void whole(Segment segment) {
    window.add(segment);
    shorten();
  }

  /**
   * A segment is whole, with the parts that came of it where those are all of it: playlists have
   * the same parts on all nodes. Fails with IllegalArgumentException where it isn't the next one.
   */
  public void told(Segment segment) {
    checkNext(segment.number());
    if (number == segment.number() && isAll(parts, segment)) {
      window.add(segment.withParts(parts));
      parts.clear(); // the window has them now
    } else {
      window.add(segment);
      release();
    }
    number = -1;
  }

  private static boolean isAll(List<Part> parts, Segment segment) {
    return parts.stream().mapToLong(part -> part.bytes().length()).sum() == segment.lengthBytes();
  }

  /** Segments are found by their numbers. */
  private void checkNext(long of) {
    if (!window.isEmpty() && of != window.nextNumber()) {
      throw new IllegalArgumentException(
          "%s: segment %d (expected: %d)".formatted(id, of, window.nextNumber()));
    }
  }

  /** What is too old leaves. */
  public void shorten() {
    window.shorten(epoch);
  }

  /** What parses segments, by the names of their epochs, where it isn't in the store alone. */
  public Map<String, MediaBytes> headers() {
    return window.headers();
  }

  /** A segment could not be written; empty where it has left. */
  public Optional<Segment> unwritten(long of) {
    return window.unwritten(of);
  }

  /** Nothing more comes. */
  public void end() {
    ended = true;
  }

  public RenditionView view() {
    Optional<RenditionView.Open> open =
        parts.isEmpty()
            ? Optional.empty()
            : Optional.of(
                new RenditionView.Open(number, partsOf, at, discontinuity, expected, parts));
    return new RenditionView(
        id, terms, window.segments(), window.discontinuitySequence(), open, epoch, ended);
  }

  /** It comes no more, and neither does what was before. */
  public void leave() {
    release();
    window.empty("");
  }

  private void release() {
    parts.forEach(part -> part.bytes().release());
    parts.clear();
  }

  /** Gives up all bytes. */
  public void close() {
    release();
    window.close();
  }
}
