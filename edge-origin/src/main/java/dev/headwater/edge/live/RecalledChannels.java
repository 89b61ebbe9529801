package dev.headwater.edge.live;

import dev.headwater.edge.live.journal.Journals;
import dev.headwater.edge.live.journal.Recollection;
import dev.headwater.edge.live.timeline.Past;
import dev.headwater.edge.live.timeline.Slate;
import dev.headwater.edge.protection.Protection;
import dev.headwater.platform.channel.Channel;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Channels that viewers ask for while no media comes to them here, as the store remembers them;
 * also those of which it remembers nothing. They hold no media. Thread-safe.
 */
final class RecalledChannels {
  /** Media may come to another node meanwhile. */
  private static final Duration LIFE = Duration.ofSeconds(30);

  /** Playlists of many hours are some megabytes. */
  private static final int MOST = 256;

  private final Journals journals;
  private final ChannelTerms terms;
  private final InstantSource clock;
  private final Map<String, Entry> entries = new LinkedHashMap<>(); // the oldest first

  private record Entry(Future<Optional<LiveChannel>> channel, Instant until) {}

  RecalledChannels(Journals journals, ChannelTerms terms, InstantSource clock) {
    this.journals = journals;
    this.terms = terms;
    this.clock = clock;
  }

  /** Reads once what the store remembers. Never fails. */
  Future<Optional<Presentation>> recall(Vertx vertx, Channel channel) {
    return read(vertx, channel).map(found -> found.map(LiveChannel::presentation));
  }

  private Future<Optional<LiveChannel>> read(Vertx vertx, Channel channel) {
    synchronized (entries) {
      expire();
      Entry known = entries.get(channel.id());
      if (known != null) {
        return known.channel;
      }
      Future<Optional<LiveChannel>> read =
          journals
              .recall(vertx, channel.id())
              .compose(found -> of(vertx, channel, found))
              .otherwise(Optional.empty());
      if (entries.size() >= MOST) {
        entries.remove(entries.keySet().iterator().next());
      }
      entries.put(channel.id(), new Entry(read, clock.instant().plus(LIFE)));
      return read;
    }
  }

  private Future<Optional<LiveChannel>> of(Vertx vertx, Channel channel, Recollection found) {
    return switch (found) {
      case Recollection.Known(Past past, boolean ended, _) -> {
        LiveChannel live =
            new LiveChannel(
                vertx.getOrCreateContext(),
                past,
                Instant.EPOCH,
                InstantSource.system(),
                () -> Slate.NONE,
                (shown, _) ->
                    Timelines.of(
                        terms.of(channel),
                        Instant::toString,
                        past,
                        new Shown(shown),
                        Protection.NONE));
        yield live.resume(ended).map(Optional.of(live));
      }
      case Recollection.Nothing _, Recollection.Damaged _, Recollection.Unread _ ->
          Future.succeededFuture(Optional.empty());
    };
  }

  /** Those that are here now. */
  List<LiveChannel> all() {
    synchronized (entries) {
      return entries.values().stream()
          .map(entry -> here(entry.channel))
          .flatMap(Optional::stream)
          .toList();
    }
  }

  private static Optional<LiveChannel> here(Future<Optional<LiveChannel>> channel) {
    return channel.succeeded() ? Objects.requireNonNull(channel.result()) : Optional.empty();
  }

  /** Empty where it isn't here now. */
  Optional<Presentation> find(String channel) {
    synchronized (entries) {
      Entry known = entries.get(channel);
      return known == null || !clock.instant().isBefore(known.until)
          ? Optional.empty()
          : here(known.channel).map(LiveChannel::presentation);
    }
  }

  /** Media comes to it. */
  void forget(String channel) {
    synchronized (entries) {
      entries.remove(channel);
    }
  }

  void expire() {
    Instant now = clock.instant();
    synchronized (entries) {
      Iterator<Entry> oldest = entries.values().iterator();
      while (oldest.hasNext() && !now.isBefore(oldest.next().until)) {
        oldest.remove();
      }
    }
  }
}
