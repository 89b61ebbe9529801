package dev.headwater.edge.feed;

import dev.headwater.edge.admission.PublicationFacts;
import dev.headwater.edge.purge.PurgeTable;
import dev.headwater.edge.telemetry.FeedMeters;
import dev.headwater.edge.tier.MemoryTier;
import dev.headwater.platform.feed.FeedChange;
import dev.headwater.platform.feed.FeedEntry;

/**
 * What the feed says, where the node's event loops look for it. One thread fills it.
 *
 * @param memory whose responses bear sequences of one history
 */
public record NodeState(
    PurgeTable purges, PublicationFacts.Table publications, MemoryTier memory, FeedMeters meters) {

  /** Puts what follows in force. */
  void apply(Cursor.Step.Apply step) {
    if (step.missed() > 0) {
      purges.raiseFloor(step.missed());
      publications.distrust();
    }
    step.entries().forEach(this::apply);
    purges.ofHistory(step.next().history());
    purges.advance(step.next().sequence());
    meters.applied(step.entries().size());
  }

  private void apply(FeedEntry entry) {
    switch (entry.change()) {
      case FeedChange.Purge purge -> {
        purges.add(purge, entry.sequence());
        meters.purged(purge.items());
      }
      case FeedChange.PublicationChanged changed -> publications.changed(changed.publication());
      case FeedChange.Unknown unknown -> {
        meters.unknown();
        if (unknown.mayBePurge()) {
          purges.raiseFloor(entry.sequence()); // anything may have been purged
        }
      }
    }
  }

  /** Sequences mean something else from now on: nothing that bears one of before is kept. */
  void begin(boolean otherHistory) {
    publications.distrust();
    if (otherHistory) {
      purges.reset();
      memory.clear();
    }
  }
}
