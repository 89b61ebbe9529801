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
 * @param gap whether it is missing
 * @param lengthBytes of all of it, also when its bytes have left memory; 0 for a gap
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
    boolean gap,
    long lengthBytes,
    List<Part> parts) {
  public Segment {
    parts = List.copyOf(parts);
  }

  /** The same, when its bytes have left memory. */
  Segment withoutBytes() {
    return withParts(List.of());
  }

  /** The same for another one who holds its bytes; empty where they aren't all in memory. */
  public Optional<Segment> again() {
    if (gap) {
      return Optional.of(this);
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
    return held.isEmpty() ? Optional.empty() : Optional.of(withParts(held));
  }

  Segment withParts(List<Part> held) {
    return new Segment(number, epoch, start, duration, at, discontinuity, gap, lengthBytes, held);
  }
}
