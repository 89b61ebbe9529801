package dev.headwater.edge.live.timeline;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A media segment of a live rendition. Immutable.
 *
 * @param number its media sequence number
 * @param epoch of which its name and its initialization section are
 * @param start of its first sample, on the encoder's timeline
 * @param at the moment of its first sample (EXT-X-PROGRAM-DATE-TIME)
 * @param discontinuity whether it is encoded apart from the one before it
 * @param missing whether the store will never have it: nobody sent it, or it could not be written
 * @param lengthBytes of all of it, also when its bytes have left memory; 0 where nobody sent it
 * @param parts that it is made of, while they are held in memory; one for a whole segment that has
 *     none
 */
public record Segment(
    long number,
    String epoch,
    Duration start,
    Duration duration,
    Instant at,
    boolean discontinuity,
    boolean missing,
    long lengthBytes,
    List<Part> parts) {
  public Segment {
    parts = List.copyOf(parts);
  }

  /** Whether nobody can have it (EXT-X-GAP): what could not be written is played from memory. */
  public boolean gap() {
    return missing && parts.isEmpty();
  }

  /** Whether it was there. */
  public boolean came() {
    return lengthBytes > 0;
  }

  /** The same, when it could not be written. */
  Segment unwritten() {
    return new Segment(number, epoch, start, duration, at, discontinuity, true, lengthBytes, parts);
  }

  /** The same, when its bytes have left memory. */
  public Segment withoutBytes() {
    return withParts(List.of());
  }

  /**
   * The same for another one who holds its bytes, and writes them; empty where they aren't all in
   * memory.
   */
  public Optional<Segment> again() {
    if (gap()) {
      return Optional.of(this);
    }
    if (lengthBytes != parts.stream().mapToLong(part -> part.bytes().length()).sum()) {
      return Optional.empty();
    }
    List<Part> held = new ArrayList<>();
    for (Part part : parts) {
      Optional<MediaBytes> bytes = part.bytes().again();
      if (bytes.isEmpty()) {
        held.forEach(one -> one.bytes().release());
        return Optional.empty();
      }
      held.add(new Part(part.index(), part.duration(), part.independent(), bytes.get()));
    }
    return held.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Segment(
                number, epoch, start, duration, at, discontinuity, false, lengthBytes, held));
  }

  /** The same, made of these. */
  public Segment withParts(List<Part> held) {
    return new Segment(
        number, epoch, start, duration, at, discontinuity, missing, lengthBytes, held);
  }
}
