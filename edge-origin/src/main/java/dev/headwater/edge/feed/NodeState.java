package dev.headwater.edge.feed;

import dev.headwater.edge.admission.PublicationFacts;
import dev.headwater.edge.live.ChannelTable;
import dev.headwater.edge.purge.PurgeTable;
import dev.headwater.edge.telemetry.FeedMeters;
import dev.headwater.edge.tier.MemoryTier;
import dev.headwater.edge.token.TokenTable;
import dev.headwater.platform.channel.Channel;
import dev.headwater.platform.feed.ChannelChange;
import dev.headwater.platform.feed.FeedChange;
import dev.headwater.platform.feed.FeedEntry;
import dev.headwater.platform.feed.Revocation;
import dev.headwater.platform.feed.TokenKeyChange;
import dev.headwater.platform.publication.Publication;
import java.util.List;

/**
 * What the feed says, where the node's event loops look for it. One thread fills it.
 *
 * @param memory whose responses bear sequences of one history
 * @param keepsAccess whether what is stored says itself who may have it
 */
public record NodeState(
    PurgeTable purges,
    PublicationFacts.Table publications,
    TokenTable tokens,
    ChannelTable channels,
    MemoryTier memory,
    FeedMeters meters,
    boolean keepsAccess) {

  /** Puts what follows in force. */
  void apply(Cursor.Step.Apply step) {
    purges.follow(step.next().history());
    if (step.missed() > 0) {
      purges.raiseFloor(step.missed());
      publications.distrust();
    }
    step.entries().forEach(this::apply);
    purges.advance(step.next().sequence());
    meters.applied(step.entries().size());
  }

  private void apply(FeedEntry entry) {
    switch (entry.change()) {
      case FeedChange.Purge purge -> {
        purges.add(purge, entry.sequence());
        meters.purged(purge.items());
      }
      case FeedChange.PublicationChanged(Publication publication) -> {
        publications.changed(publication);
        if (keepsAccess) {
          purges.add(everythingOf(publication), entry.sequence());
        }
      }
      case TokenKeyChange key -> tokens.apply(key);
      case ChannelChange(Channel channel) -> {
        if (channels.apply(channel) && keepsAccess) {
          purges.add(everythingOf(channel), entry.sequence());
        }
      }
      case Revocation revocation -> tokens.apply(revocation);
      case FeedChange.Unknown unknown -> {
        meters.unknown();
        if (unknown.mayBePurge()) {
          purges.raiseFloor(entry.sequence()); // anything may have been purged
        }
      }
    }
  }

  /**
   * What an upstream said of who may have it was said before. By its path as well: a policy need
   * not give its tags.
   */
  private static FeedChange.Purge everythingOf(Publication publication) {
    return new FeedChange.Purge(
        "",
        FeedChange.Purge.Mode.HARD,
        publication.tags(),
        List.of(),
        List.of("/" + Publication.path(publication.titleId(), publication.epoch()) + "/"));
  }

  /** The same of a channel. */
  private static FeedChange.Purge everythingOf(Channel channel) {
    return new FeedChange.Purge(
        "",
        FeedChange.Purge.Mode.HARD,
        List.of("channel-" + channel.id()),
        List.of(),
        List.of("/live/" + channel.id() + "/"));
  }

  /**
   * What comes next begins at the start of the feed.
   *
   * @param other whether it lacks what was applied before, so that sequences mean something else
   */
  void begin(String history, boolean other) {
    publications.distrust();
    tokens.beginAnew();
    if (other) {
      purges.followAnew(history);
      memory.clear(); // it would go bit by bit
    }
  }

  /** All that there is to know was applied. */
  void knowsAll() {
    tokens.settle();
    purges.see();
  }
}
