package dev.headwater.edge.live.timeline;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All that a rendition's playlist says at one moment. Immutable, but for bytes that may be given up
 * meanwhile.
 *
 * @param rendition as in URLs
 * @param terms of its channel
 * @param segments whole ones, from the oldest
 * @param discontinuitySequence how many discontinuities were before the first of them
 * @param open what there is of the next one; empty before its first part
 * @param epoch of the newest media
 * @param ended whether nothing will be added
 */
public record RenditionView(
    String rendition,
    Terms terms,
    List<Segment> segments,
    long discontinuitySequence,
    Optional<Open> open,
    String epoch,
    boolean ended) {

  /**
   * The segment that isn't whole yet.
   *
   * @param expected how long it will be, as far as that is known
   * @param parts published ones, at least one
   */
  public record Open(
      long number,
      String epoch,
      Instant at,
      boolean discontinuity,
      Duration expected,
      List<Part> parts) {
    public Open {
      parts = List.copyOf(parts);
    }

    public Duration duration() {
      return parts.stream().map(Part::duration).reduce(Duration.ZERO, Duration::plus);
    }

    /**
     * As it is where nothing more comes of it.
     *
     * @param start on the encoder's timeline
     */
    public Segment whole(Duration start) {
      long length = parts.stream().mapToLong(part -> part.bytes().length()).sum();
      return new Segment(number, epoch, start, duration(), at, discontinuity, false, length, parts);
    }
  }

  public RenditionView {
    segments = List.copyOf(segments);
  }

  /** The number of the next segment to be whole. */
  public long nextNumber() {
    return open.map(Open::number).orElseGet(() -> lastNumber() + 1);
  }

  /** What the newest media's epoch is called from a segment on. */
  public String epochOf(long number) {
    return named(epoch, number);
  }

  /**
   * Whether a segment of that name was there, and has left: the oldest of an epoch leave first.
   *
   * @param epoch what it is called there
   */
  public boolean hasLeft(long number, String epoch) {
    if (segments.isEmpty()) {
      return false;
    }
    Segment oldest = segments.getFirst();
    return number < oldest.number()
        && !oldest.discontinuity() // its epoch begins with it
        && epoch.equals(named(oldest.epoch(), number));
  }

  private String named(String one, long number) {
    return terms.keys().map(periods -> periods.epoch(one, number)).orElse(one);
  }

  /** Of the newest whole segment; -1 where there is none. */
  public long lastNumber() {
    return segments.isEmpty() ? -1 : segments.getLast().number();
  }

  /** How many parts of the next segment there are. */
  public int nextPart() {
    return open.map(one -> one.parts().size()).orElse(0);
  }

  /** A part of a segment. */
  public record Place(long number, int part) {}

  /**
   * The part that is expected next (section 4.4.5.3): the segment's next one, or the first of the
   * next segment where this one is as long as it is expected to be.
   */
  public Place expected() {
    boolean isLong =
        open.filter(one -> one.duration().plus(Cuts.TOLERANCE).compareTo(one.expected()) >= 0)
            .isPresent();
    return isLong ? new Place(nextNumber() + 1, 0) : new Place(nextNumber(), nextPart());
  }

  /**
   * Whether the playlist has that part, or a later one (section 6.2.5.2).
   *
   * @param part -1 for the whole segment
   */
  public boolean reaches(long number, int part) {
    return ended
        || number <= lastNumber()
        || (number == nextNumber() && part >= 0 && part < nextPart());
  }

  /** Whether it has come as far as another one, or nothing will be added. */
  public boolean goesAsFarAs(RenditionView other) {
    return ended
        || nextNumber() > other.nextNumber()
        || (nextNumber() == other.nextNumber() && nextPart() >= other.nextPart());
  }

  /** Outside the heap. */
  public long bytesInMemory() {
    long bytes = open.map(one -> bytes(one.parts())).orElse(0L);
    Duration after = Duration.ZERO;
    for (Segment segment : segments.reversed()) {
      if (after.compareTo(terms.inMemory()) >= 0) {
        return bytes;
      }
      bytes += bytes(segment.parts());
      after = after.plus(segment.duration());
    }
    return bytes;
  }

  private static long bytes(List<Part> parts) {
    return parts.stream().mapToLong(part -> part.bytes().length()).sum();
  }

  /** Of all whole segments. */
  public Duration duration() {
    return segments.stream().map(Segment::duration).reduce(Duration.ZERO, Duration::plus);
  }

  /** The whole segment of that number; empty where it isn't in the window. */
  public Optional<Segment> segment(long number) {
    if (segments.isEmpty()) {
      return Optional.empty();
    }
    long index = number - segments.getFirst().number();
    return index >= 0 && index < segments.size()
        ? Optional.of(segments.get((int) index))
        : Optional.empty();
  }
}
