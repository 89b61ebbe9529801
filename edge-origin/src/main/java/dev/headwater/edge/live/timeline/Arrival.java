package dev.headwater.edge.live.timeline;

import java.time.Instant;

/**
 * A fragment that an encoder has sent. Immutable.
 *
 * @param at when it came
 */
record Arrival(String track, Fragment fragment, Instant at) {
  /** When the encoder took it in, or may have. */
  Instant takenIn() {
    return fragment.takenIn().orElse(at.minus(fragment.duration()));
  }
}
