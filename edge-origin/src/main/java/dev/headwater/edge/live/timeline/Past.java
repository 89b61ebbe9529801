package dev.headwater.edge.live.timeline;

import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/**
 * What a channel had before this timeline began, elsewhere or in another life of its node.
 * Immutable.
 *
 * @param nextNumber the media sequence number to go on with: no segment before had it
 * @param discontinuitySequence that renditions begin with which weren't there before
 * @param renditions that the channel had
 */
public record Past(long nextNumber, long discontinuitySequence, List<PastRendition> renditions) {
  /** Of a channel that was never sent. */
  public static final Past NONE = new Past(0, 0, List.of());

  public Past {
    renditions = List.copyOf(renditions);
  }

  /**
   * Of a channel that may have been sent, nobody knows how far: numbers go on from the clock, whose
   * seconds are shorter than segments, so that none was there before.
   */
  public static Past lost(Instant now) {
    return new Past(now.getEpochSecond(), now.getEpochSecond(), List.of());
  }

  /** The same, but that numbers below that one may have been published too. */
  public Past from(long number) {
    return number <= nextNumber ? this : new Past(number, discontinuitySequence, renditions);
  }

  /** The same, with other things said of its renditions. */
  public Past with(List<PastRendition> others) {
    return new Past(nextNumber, discontinuitySequence, others);
  }

  /** Without some of its renditions. */
  public Past without(Predicate<Rendition> which) {
    return with(renditions.stream().filter(one -> !which.test(one.rendition())).toList());
  }

  /** Gives up the bytes that it holds, where no timeline has taken them over. */
  public void release() {
    renditions.stream()
        .flatMap(one -> one.all().stream())
        .flatMap(segment -> segment.parts().stream())
        .forEach(part -> part.bytes().release());
  }

  /** When the newest segment ended; the epoch of time where there is none. */
  public Instant end() {
    return renditions.stream()
        .flatMap(one -> one.all().stream())
        .map(last -> last.at().plus(last.duration()))
        .max(Instant::compareTo)
        .orElse(Instant.EPOCH);
  }
}
