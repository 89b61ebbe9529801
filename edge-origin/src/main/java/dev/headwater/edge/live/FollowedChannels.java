package dev.headwater.edge.live;

import dev.headwater.edge.live.timeline.RenditionView;
import dev.headwater.edge.peer.ChannelOwners;
import dev.headwater.edge.peer.PeerCalls;
import dev.headwater.platform.channel.Channel;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/**
 * Channels whose media comes to another node, for as long as somebody asks for them here, or this
 * node stands by. Thread-safe.
 */
final class FollowedChannels {
  /** Nobody asks for it any more: players of a channel do so each few seconds. */
  private static final Duration INTEREST = Duration.ofSeconds(60);

  /** Each holds some tens of megabytes. */
  private static final int MOST = 1_000;

  private final ChannelOwners owners;
  private final PeerCalls calls;
  private final ChannelTerms terms;
  private final InstantSource clock;
  private final BiConsumer<RenditionName, RenditionView> published;
  private final long most;
  private final Map<String, Entry> entries = new ConcurrentHashMap<>();
  private volatile boolean full;
  private volatile Instant roomForIdle = Instant.MIN; // from then on

  private static final class Entry {
    final Subscription subscription;
    volatile Instant asked = Instant.MIN; // by viewers
    volatile Instant wanted = Instant.MAX; // by them or the cluster

    Entry(Subscription subscription) {
      this.subscription = subscription;
    }

    Entry wantedAt(Instant now) {
      wanted = now;
      return this;
    }

    Entry askedAt(Instant now) {
      asked = now;
      return wantedAt(now);
    }

    long bytes() {
      return subscription.shown().map(Presentation::bytesInMemory).orElse(0L);
    }
  }

  /**
   * @param most bytes that are held, outside the heap
   * @param published told of a rendition of which there is more than before
   */
  FollowedChannels(
      ChannelOwners owners,
      PeerCalls calls,
      ChannelTerms terms,
      long most,
      BiConsumer<RenditionName, RenditionView> published,
      InstantSource clock) {
    this.owners = owners;
    this.calls = calls;
    this.terms = terms;
    this.most = most;
    this.published = published;
    this.clock = clock;
  }

  /** Empty where it isn't followed, or nothing was told of it yet. */
  Optional<Presentation> find(String channel) {
    Entry entry = entries.get(channel);
    if (entry == null) {
      return Optional.empty();
    }
    return entry.askedAt(clock.instant()).subscription.shown();
  }

  /** What another node has, soon; empty where none owns the channel. Never fails. */
  Future<Optional<Presentation>> follow(Vertx vertx, Channel channel) {
    return entry(vertx, channel, !full)
        .map(entry -> entry.askedAt(clock.instant()).subscription)
        .map(one -> one.shown().isPresent() ? Future.succeededFuture(one.shown()) : one.first())
        .orElseGet(() -> Future.succeededFuture(Optional.empty()));
  }

  /** Follows it though nobody may ask for it here, where there is room. */
  void standBy(Vertx vertx, Channel channel) {
    Instant now = clock.instant();
    entry(vertx, channel, !now.isBefore(roomForIdle)).ifPresent(entry -> entry.wantedAt(now));
  }

  private Optional<Entry> entry(Vertx vertx, Channel channel, boolean room) {
    Entry known = entries.get(channel.id());
    return known != null || !room || entries.size() >= MOST
        ? Optional.ofNullable(known)
        : Optional.of(
            entries.computeIfAbsent(channel.id(), _ -> new Entry(subscription(vertx, channel))));
  }

  private Subscription subscription(Vertx vertx, Channel channel) {
    Followed followed =
        new Followed(
            terms.of(channel),
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

  /** Lets go of those that nobody asks for, or that there is no room for; called now and then. */
  void upkeep() {
    Instant now = clock.instant();
    Instant least = now.minus(INTEREST);
    entries.forEach((channel, entry) -> {
      if (entry.wanted.isBefore(least)) {
        leave(channel);
      }
    });
    makeRoom(now, least);
  }

  /** Those without viewers go first, and don't come again soon; those with some stay. */
  private void makeRoom(Instant now, Instant least) {
    long held = bytes(entries.values());
    for (var one : entries.entrySet()) {
      if (held > most && one.getValue().asked.isBefore(least)) {
        held -= one.getValue().bytes();
        leave(one.getKey());
        roomForIdle = now.plus(INTEREST);
      }
    }
    full = held > most;
  }

  private static long bytes(Collection<Entry> some) {
    return some.stream().mapToLong(Entry::bytes).sum();
  }

  /** What they hold outside the heap. */
  long bytes() {
    return bytes(entries.values());
  }

  void close() {
    List.copyOf(entries.keySet()).forEach(this::leave);
  }
}
