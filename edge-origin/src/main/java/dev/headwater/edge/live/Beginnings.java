package dev.headwater.edge.live;

import dev.headwater.edge.live.journal.JournalWriter;
import dev.headwater.edge.live.journal.Journals;
import dev.headwater.edge.live.journal.Recollection;
import dev.headwater.edge.live.timeline.Past;
import dev.headwater.edge.live.timeline.PastRendition;
import dev.headwater.edge.live.timeline.RenditionView;
import dev.headwater.edge.protection.ChannelKeys;
import dev.headwater.edge.protection.Protection;
import dev.headwater.platform.channel.Channel;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * Begins channels that media comes to, after all that the store and other nodes have told of them.
 * Thread-safe.
 */
final class Beginnings {
  /** Encoders and viewers wait meanwhile: players have some seconds in store. */
  private static final int MOST_TRIALS = 3;

  /** Between two of them. */
  private static final long PAUSE_MILLIS = 500;

  /** A write that was under way when a node died may have been tried for as many targets. */
  private static final int DOUBTFUL_TARGETS = 8;

  private final ChannelTable table;
  private final Archive archive;
  private final Journals journals;
  private final ChannelKeys keys;
  private final ChannelTerms terms;
  private final Slates slates;
  private final String owner;
  private final EpochNames epochs;
  private final InstantSource clock;
  private final BiConsumer<RenditionName, RenditionView> published;

  /**
   * @param owner names this node within epochs, unlike any other
   * @param published told of a rendition of which there is more than before
   */
  Beginnings(
      LiveChannels.Parts parts,
      Slates slates,
      String owner,
      InstantSource clock,
      BiConsumer<RenditionName, RenditionView> published) {
    this.table = parts.table();
    this.archive = parts.archive();
    this.journals = parts.journals();
    this.keys = parts.keys();
    this.terms = parts.terms();
    this.slates = slates;
    this.owner = owner;
    this.epochs = new EpochNames(owner);
    this.clock = clock;
    this.published = published;
  }

  /**
   * What a channel goes on after. Never fails.
   *
   * @param told what this node was told of it while another one owned it
   */
  Future<Recollection.Known> recall(
      Vertx vertx, String channel, Supplier<Optional<Presentation>> told) {
    Supplier<Optional<Presentation>> seen = () -> told.get().filter(one -> one.nextNumber() > 0);
    return read(vertx, channel, seen, 1)
        .compose(found ->
            seen.get()
                .map(one -> after(channel, written(found, one), one))
                .orElseGet(() -> Future.succeededFuture(written(found))));
  }

  /** A store that fails for a moment would cost the whole past, unless this node was told of it. */
  private Future<Recollection> read(
      Vertx vertx, String channel, Supplier<Optional<Presentation>> seen, int trials) {
    return journals
        .recall(vertx, channel)
        .compose(found ->
            found instanceof Recollection.Unread && seen.get().isEmpty() && trials < MOST_TRIALS
                ? vertx.timer(PAUSE_MILLIS).compose(_ -> read(vertx, channel, seen, trials + 1))
                : Future.succeededFuture(found));
  }

  /** What the store knows, where nobody else does. */
  private Recollection.Known written(Recollection found) {
    return switch (found) {
      case Recollection.Known known -> known;
      case Recollection.Nothing _ -> new Recollection.Known(Past.NONE, false, false);
      case Recollection.Damaged _ -> new Recollection.Known(lost(), false, true);
      case Recollection.Unread _ -> new Recollection.Known(lost(), false, false);
    };
  }

  private Past lost() {
    return Past.lost(clock.instant());
  }

  private static Recollection.Known written(Recollection found, Presentation told) {
    return switch (found) {
      case Recollection.Known known -> known;
      case Recollection.Damaged _ -> new Recollection.Known(Past.NONE, told.isOver(), true);
      case Recollection.Nothing _, Recollection.Unread _ ->
          new Recollection.Known(Past.NONE, told.isOver(), false);
    };
  }

  /** What viewers saw here of another node's is past too, written down or not. */
  private Future<Recollection.Known> after(
      String channel, Recollection.Known written, Presentation told) {
    return new Legacy(channel, told, archive)
        .after(written.past())
        .map(past -> new Recollection.Known(past, written.ended(), written.whole()));
  }

  /** Fails where it can't be begun; then nothing is held of it. */
  Future<LiveChannel> begin(Channel channel, Context home, Recollection.Known after) {
    Optional<Protection> protection = keys.protection(channel);
    if (protection.isEmpty()) {
      after.past().release();
      return Future.failedFuture("the channel " + channel.id() + " is locked");
    }
    LiveChannel live = channel(channel, home, after.past(), protection.get());
    slates.recall(channel);
    return live.resume(after.ended()).onFailure(_ -> live.close()).map(live);
  }

  private LiveChannel channel(Channel channel, Context home, Past past, Protection protection) {
    String id = channel.id();
    Optional<JournalWriter> journal = journals.writer(id, past);
    return new LiveChannel(
        home,
        past,
        clock.instant(),
        clock,
        () -> slates.of(table.find(id)),
        (one, followers) ->
            Timelines.of(
                terms.of(channel),
                epochs::next,
                past,
                new Published(id, one, followers, archive, journal, published),
                protection));
  }

  /**
   * Now that it has begun: what the store lacks is written or missing, what it has no use for goes.
   */
  void begun(Channel channel, Recollection.Known after) {
    String id = channel.id();
    if (after.whole()) {
      archive.tidy(id, new Leftovers(id, owner, after.past()));
    }
    Duration target = terms.of(channel).target();
    Instant doubtful = after.past().end().minus(target.multipliedBy(DOUBTFUL_TARGETS));
    for (PastRendition one : after.past().renditions()) {
      RenditionName name = new RenditionName(id, one.rendition().id());
      one.all().stream()
          .filter(segment -> segment.at().isAfter(doubtful))
          .filter(segment -> !one.unwritten().contains(segment) || segment.parts().isEmpty())
          .forEach(segment -> archive.restore(name, segment));
    }
  }
}
