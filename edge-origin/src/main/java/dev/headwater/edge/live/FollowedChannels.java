package dev.headwater.edge.live;

import dev.headwater.edge.live.timeline.RenditionView;
import dev.headwater.edge.live.timeline.Terms;
import dev.headwater.edge.peer.ChannelOwners;
import dev.headwater.edge.peer.PeerCalls;
import dev.headwater.platform.channel.Channel;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/**
 * Channels whose media comes to another node, for as long as somebody asks for them here.
 * Thread-safe.
 */
final class FollowedChannels {
  /** Nobody asks for it any more: players of a channel do so each few seconds. */
  private static final Duration INTEREST = Duration.ofSeconds(60);

  /** Each holds some tens of megabytes. */
  private static final int MOST = 1_000;

  private final ChannelOwners owners;
  private final PeerCalls calls;
  private final InstantSource clock;
  private final BiConsumer<RenditionName, RenditionView> published;
  private final Map<String, Entry> entries = new ConcurrentHashMap<>();

  private static final class Entry {
    final Subscription subscription;
    volatile Instant asked;

    Entry(Subscription subscription, Instant asked) {
      this.subscription = subscription;
      this.asked = asked;
    }
  }

  /**
   * @param published told of a rendition of which there is more than before
   */
  FollowedChannels(
      ChannelOwners owners,
      PeerCalls calls,
      BiConsumer<RenditionName, RenditionView> published,
      InstantSource clock) {
    this.owners = owners;
    this.calls = calls;
    this.published = published;
    this.clock = clock;
  }

  /** Empty where it isn't followed, or nothing was told of it yet. */
  Optional<Presentation> find(String channel) {
    Entry entry = entries.get(channel);
    if (entry == null) {
      return Optional.empty();
    }
    entry.asked = clock.instant();
    return entry.subscription.shown();
  }

  /** What another node has, soon; empty where none owns the channel. Never fails. */
  Future<Optional<Presentation>> follow(Vertx vertx, Channel channel) {
    Entry known = entries.get(channel.id());
    if (known == null && entries.size() >= MOST) {
      return Future.succeededFuture(Optional.empty());
    }
    Entry entry =
        entries.computeIfAbsent(
            channel.id(), _ -> new Entry(subscription(vertx, channel), clock.instant()));
    entry.asked = clock.instant();
    Optional<Presentation> shown = entry.subscription.shown();
    return shown.isPresent() ? Future.succeededFuture(shown) : entry.subscription.first();
  }

  private Subscription subscription(Vertx vertx, Channel channel) {
    Followed followed =
        new Followed(
            Terms.of(channel),
            view -> published.accept(new RenditionName(channel.id(), view.rendition()), view));
    return new Subscription(vertx.getOrCreateContext(), channel.id(), owners, calls, followed)
        .start();
  }

  int count() {
    return (int)
        entries.values().stream().filter(entry -> entry.subscription.shown().isPresent()).count();
  }

  /** Its media comes to this node now. */
  void leave(String channel) {
    Entry entry = entries.remove(channel);
    if (entry != null) {
      entry.subscription.close();
    }
  }

  /** Lets go of those that nobody asks for; called now and then. */
  void upkeep() {
    Instant least = clock.instant().minus(INTEREST);
    entries.forEach((channel, entry) -> {
      if (entry.asked.isBefore(least)) {
        leave(channel);
      }
    });
  }

  void close() {
    List.copyOf(entries.keySet()).forEach(this::leave);
  }
}
