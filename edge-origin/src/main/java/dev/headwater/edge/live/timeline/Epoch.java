package dev.headwater.edge.live.timeline;

import java.time.Duration;
import java.time.Instant;

/**
 * An uninterrupted run of one encoder, after which names of segments are called. Immutable.
 *
 * @param id unlike that of any other run
 * @param start where its first segment begins on the encoder's timeline
 * @param at when that was taken in
 * @param firstNumber the media sequence number of its first segment
 */
public record Epoch(String id, Duration start, Instant at, long firstNumber) {

  /** The same, as its media is called. */
  Epoch named(String name) {
    return new Epoch(name, start, at, firstNumber);
  }

  /** When something at a place of the encoder's timeline was taken in. */
  Instant timeOf(Duration place) {
    return at.plus(place.minus(start));
  }
}
