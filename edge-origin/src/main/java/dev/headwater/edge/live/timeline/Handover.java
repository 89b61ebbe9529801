package dev.headwater.edge.live.timeline;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds what the backup sends back for a moment at the start of a segment, where the primary is to
 * bring the same place: whichever is ahead, the epoch goes on. Confined to its channel.
 */
final class Handover {
  /** A primary that didn't come in time is not waited for again so soon. */
  private static final Duration PAUSE = Duration.ofSeconds(10);

  private final Duration most;
  private final List<Arrival> held = new ArrayList<>();
  private Instant triedAt = Instant.EPOCH;

  Handover(Terms terms) {
    this.most = terms.part().orElse(Duration.ofSeconds(1));
  }

  /**
   * Whether it is kept here.
   *
   * @param due whether the primary may be taken back
   */
  boolean holds(Arrival one, Incoming backup, Incoming primary, boolean due) {
    boolean begins =
        due
            && backup.leadsWith(one)
            && Duration.between(triedAt, one.at()).compareTo(PAUSE) >= 0
            && primary.runsWith(backup)
            && primary.behind(backup).plus(Cuts.TOLERANCE).compareTo(one.fragment().duration())
                >= 0;
    if (begins) {
      triedAt = one.at();
    }
    if (begins || !held.isEmpty()) {
      held.add(one);
      return true;
    }
    return false;
  }

  /** All that is held, where it was for long enough. */
  List<Arrival> expired(Instant now) {
    if (held.isEmpty() || Duration.between(triedAt, now).compareTo(most) < 0) {
      return List.of();
    }
    List<Arrival> all = List.copyOf(held);
    held.clear();
    return all;
  }

  /** The primary has come, or nothing comes. */
  void forget() {
    held.clear();
  }
}
