package dev.headwater.edge.live;

import dev.headwater.edge.live.journal.Journals;
import dev.headwater.edge.live.journal.Recollection;
import dev.headwater.edge.live.timeline.InputStatus;
import dev.headwater.edge.live.timeline.RenditionView;
import dev.headwater.edge.peer.Neighbours;
import dev.headwater.edge.peer.Owner;
import dev.headwater.edge.peer.Tenure;
import dev.headwater.edge.protection.ChannelKeys;
import dev.headwater.platform.channel.Channel;
import dev.headwater.platform.feed.ChannelReport;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The channels that media comes to on this node, and who waits for it. Thread-safe. */
public final class LiveChannels {
  private static final Logger LOGGER = LoggerFactory.getLogger(LiveChannels.class);

  /** DESIGN's: after so many target durations without media, a channel is stale. */
  private static final double STALE_TARGETS = 1.5;

  /** After its end, a programme is held in memory for so long; then the store has its past. */
  private static final Duration REMEMBERED = Duration.ofMinutes(10);

  private final ChannelTable table;
  private final ChannelKeys keys;
  private final ChannelTerms terms;
  private final InstantSource clock;
  private final Duration endsAfter;
  private final Map<String, LiveChannel> channels = new ConcurrentHashMap<>();
  private final Map<String, Future<Home>> beginning = new ConcurrentHashMap<>();
  private final Tenures tenures = new Tenures(this::lost);
  private final Beginnings beginnings;
  private final RecalledChannels recalled;
  private final Slates slates;
  private volatile Optional<FollowedChannels> followed = Optional.empty();
  private volatile boolean closed;
  private final List<Loop> loops = new CopyOnWriteArrayList<>();
  private final LongAdder formerFailovers = new LongAdder();
  private final LongAdder formerLostCues = new LongAdder();
  private final LongAdder formerRefusals = new LongAdder();

  private record Loop(Context context, Waiting waiting) {
    boolean isThatOf(Context other) {
      return ((ContextInternal) context)
          .nettyEventLoop()
          .equals(((ContextInternal) other).nettyEventLoop());
    }
  }

  /** What they work with. */
  record Parts(
      ChannelTable table,
      Archive archive,
      Journals journals,
      ChannelKeys keys,
      ChannelTerms terms) {}

  /** Where media of a channel goes. */
  sealed interface Home {
    record Here(LiveChannel live) implements Home {}

    /**
     * To the node that owns it.
     *
     * @param address where it is reached, as {@code host:port}
     */
    record Elsewhere(String address) implements Home {}

    /** Nowhere: it is to be encrypted, and this node can't do that. */
    record Locked() implements Home {}

    /** To another node, soon: this one stops. */
    record Leaving() implements Home {}
  }

  /**
   * @param owner names this node within epochs, unlike any other
   * @param endsAfter without media for so long, a programme is taken to be over
   */
  LiveChannels(Parts parts, String owner, Duration endsAfter, InstantSource clock) {
    this.table = parts.table;
    this.keys = parts.keys;
    this.terms = parts.terms;
    this.recalled = new RecalledChannels(parts.journals, parts.terms, clock);
    this.slates = parts.archive.slates();
    this.beginnings = new Beginnings(parts, slates, owner, clock, this::wake);
    parts.archive.lossesTo((name, number) ->
        begun(name.channel()).ifPresent(live -> live.unwritten(name.rendition(), number)));
    this.endsAfter = endsAfter;
    this.clock = clock;
  }

  /**
   * There are other nodes, which channels are shared out among.
   *
   * @param maxFollowed bytes that are held of theirs
   */
  void join(Neighbours others, long maxFollowed) {
    tenures.join(others.owners()::claim);
    followed =
        Optional.of(
            new FollowedChannels(
                others.owners(), others.calls(), terms, maxFollowed, this::wake, clock));
  }

  /** Requests wait on this event loop too. */
  void serveOn(Context context, Waiting waiting) {
    loops.add(new Loop(context, waiting));
  }

  /** Empty where no media comes to any node, as far as is known. */
  public Optional<Presentation> find(String channel) {
    Optional<Presentation> here = begun(channel).map(LiveChannel::presentation);
    return here.isPresent() ? here : followed.flatMap(others -> others.find(channel));
  }

  /** The channels that this node owns. */
  Tenures tenures() {
    return tenures;
  }

  /** What channels show while no media comes. */
  Slates slates() {
    return slates;
  }

  /** Empty where no media has come to this node. */
  Optional<LiveChannel> begun(String channel) {
    return Optional.ofNullable(channels.get(channel));
  }

  /** Where media goes that comes now; what came before is looked for first. */
  Future<Home> begin(Channel channel, Context home) {
    LiveChannel known = channels.get(channel.id());
    if (known != null) {
      return Future.succeededFuture(new Home.Here(known));
    }
    if (keys.protection(channel).isEmpty()) {
      return Future.succeededFuture(new Home.Locked());
    }
    Promise<Home> promise = Promise.promise();
    Future<Home> running = beginning.putIfAbsent(channel.id(), promise.future());
    if (running != null) {
      return running;
    }
    begun(channel, homeOf(channel.id(), home))
        .onComplete((where, failure) -> {
          beginning.remove(channel.id());
          promise.complete(where, failure);
        });
    return promise.future();
  }

  /** An event loop that serves viewers, where this one doesn't: that one has to be in time. */
  private Context homeOf(String channel, Context here) {
    boolean serves = loops.stream().anyMatch(loop -> loop.isThatOf(here));
    return serves || loops.isEmpty() ? here : loopOf(channel).context;
  }

  private Loop loopOf(String channel) {
    return loops.get(Math.floorMod(channel.hashCode(), loops.size()));
  }

  private Future<Home> begun(Channel channel, Context home) {
    if (closed) {
      return Future.succeededFuture(new Home.Leaving());
    }
    LiveChannel known = channels.get(channel.id()); // it was begun between two looks
    return known != null
        ? Future.succeededFuture(new Home.Here(known))
        : tenures.claim(channel.id()).compose(owner -> begun(channel, home, owner));
  }

  private Future<Home> begun(Channel channel, Context home, Owner owner) {
    return switch (owner) {
      case Owner.Other(String address) -> Future.succeededFuture(new Home.Elsewhere(address));
      case Owner.Here(Tenure tenure) ->
          here(channel, home, tenure).onFailure(_ -> tenures.giveUp(channel.id()));
      case Owner.None _, Owner.Unknown _ -> here(channel, home, Tenure.ALONE);
    };
  }

  private Future<Home> here(Channel channel, Context home, Tenure tenure) {
    String id = channel.id();
    return beginnings
        .recall(home.owner(), id, () -> followed.flatMap(others -> others.find(id)))
        .compose(past -> here(channel, home, tenure, past));
  }

  /**
   * What was lost while its past was read is another node's, and so is what the store has of it.
   */
  private Future<Home> here(Channel channel, Context home, Tenure tenure, Recollection.Known past) {
    if (closed || !tenures.holds(channel.id(), tenure)) {
      past.past().release();
      return begun(channel, home);
    }
    return beginnings
        .begin(channel, home, past)
        .compose(live -> {
          live.ownedBy(tenure);
          channels.put(channel.id(), live);
          if (closed || !tenures.holds(channel.id(), tenure)) {
            channels.remove(channel.id(), live);
            live.close();
            return begun(channel, home);
          }
          begun(channel, past);
          return Future.succeededFuture(new Home.Here(live));
        });
  }

  private void begun(Channel channel, Recollection.Known past) {
    String id = channel.id();
    recalled.forget(id);
    followed.ifPresent(others -> others.leave(id));
    beginnings.begun(channel, past);
  }

  /** Another node owns it now, and encoders are to send their media there. */
  private void lost(String channel) {
    LOGGER.warn("another node goes on with the channel {}", channel);
    LiveChannel live = channels.remove(channel);
    if (live != null) {
      leave(live);
    }
  }

  /** What was counted of it stays so. */
  private Future<Void> leave(LiveChannel live) {
    formerFailovers.add(live.status().failovers());
    formerLostCues.add(live.subtitles().lost());
    formerRefusals.add(live.refusals());
    return live.close();
  }

  /** It was begun while nobody could tell who owns it. */
  private void claimLater(String id) {
    tenures.claimLater(
        id,
        tenure ->
            begun(id).ifPresentOrElse(live -> live.ownedBy(tenure), () -> tenures.giveUp(id)));
  }

  private void wake(RenditionName name, RenditionView view) {
    for (Loop loop : loops) {
      if (loop.waiting.count() > 0) {
        loop.context.runOnContext(_ -> loop.waiting.wake(name, view));
      }
    }
  }

  /** What another node has of a channel, or what came to it before. Never fails. */
  Future<Optional<Presentation>> recall(Vertx vertx, Channel channel) {
    Optional<LiveChannel> live = begun(channel.id()); // media may have come meanwhile
    return live.isPresent()
        ? Future.succeededFuture(live.map(LiveChannel::presentation))
        : follow(vertx, channel)
            .compose(found ->
                found.isPresent()
                    ? Future.succeededFuture(found)
                    : recalled.recall(vertx, channel));
  }

  private Future<Optional<Presentation>> follow(Vertx vertx, Channel channel) {
    return followed
        .map(others -> others.follow(vertx, channel))
        .orElseGet(() -> Future.succeededFuture(Optional.empty()));
  }

  /** Media of these comes to this node, as other nodes know. */
  List<String> owned() {
    return tenures.channels().stream()
        .filter(id -> begun(id).filter(live -> !live.presentation().isOver()).isPresent())
        .toList();
  }

  /** Follows a channel though nobody asks for it here; to be said again and again. */
  void standBy(String id) {
    Optional<Channel> channel = table.find(id).filter(Channel::open);
    if (channel.isPresent() && begun(id).isEmpty() && !loops.isEmpty()) {
      Context context = loopOf(id).context;
      context.runOnContext(
          _ -> followed.ifPresent(others -> others.standBy(context.owner(), channel.get())));
    }
  }

  /** How many requests wait. */
  public int waiting() {
    return loops.stream().mapToInt(loop -> loop.waiting.count()).sum();
  }

  public int count() {
    return channels.size();
  }

  /** How often an encoder failed, and its channel's other one took over. */
  public long failovers() {
    return formerFailovers.sum()
        + channels.values().stream().mapToLong(live -> live.status().failovers()).sum();
  }

  /** Cues of subtitles that no viewer has seen. */
  public long lostCues() {
    return formerLostCues.sum()
        + channels.values().stream().mapToLong(live -> live.subtitles().lost()).sum();
  }

  /** How often something that an encoder sent was refused. */
  public long refusals() {
    return formerRefusals.sum() + channels.values().stream().mapToLong(LiveChannel::refusals).sum();
  }

  /** How many channels have encoders of which that is so. */
  public long count(Predicate<InputStatus> which) {
    return channels.values().stream().map(LiveChannel::status).filter(which).count();
  }

  /** How many channels of other nodes are followed. */
  public int followed() {
    return followed.map(FollowedChannels::count).orElse(0);
  }

  /** What is held of them, outside the heap. */
  public long followedBytes() {
    return followed.map(FollowedChannels::bytes).orElse(0L);
  }

  /** What the control plane is told. */
  public List<ChannelReport> reports() {
    Instant now = clock.instant();
    List<ChannelReport> reports = new ArrayList<>();
    channels.forEach(
        (id, live) -> reports.add(live.report(id, state(id, live.presentation(), now), now)));
    return reports;
  }

  /** Whether media comes to a channel. */
  ChannelReport.State state(String id, Presentation live, Instant now) {
    Duration silent = Duration.between(live.lastMedia(), now);
    if (live.isOver() || silent.compareTo(endsAfter) >= 0) {
      return ChannelReport.State.ENDED;
    }
    long staleMillis =
        table
            .find(id)
            .map(channel ->
                (long) (channel.latency().targetDurationSeconds() * STALE_TARGETS * 1000))
            .orElse(0L);
    return silent.toMillis() > staleMillis ? ChannelReport.State.STALE : ChannelReport.State.LIVE;
  }

  /**
   * Ends programmes that nothing came of for long, and lets go of channels that were deleted or
   * have ended; called now and then.
   */
  void upkeep() {
    Instant now = clock.instant();
    recalled.expire();
    recalled.all().forEach(live -> endSilent(live, now));
    channels.forEach((id, live) -> {
      endSilent(live, now);
      boolean deleted = table.find(id).filter(channel -> !channel.open()).isPresent();
      if (deleted || isForgotten(live, now)) {
        channels.remove(id, live);
        tenures.giveUp(id);
        leave(live);
        giveUpWaiting(id);
      } else {
        live.beat();
        claimLater(id);
      }
    });
    slates.keepOnly(id -> channels.containsKey(id) || beginning.containsKey(id));
    followed.ifPresent(FollowedChannels::upkeep);
  }

  /** Takes nothing more; the channels are still this node's. */
  Future<Void> close() {
    closed = true;
    List<Future<Void>> closing = channels.values().stream().map(this::leave).toList();
    channels.clear();
    followed.ifPresent(FollowedChannels::close);
    return Future.join(closing).mapEmpty();
  }

  /** Lets other nodes have all channels at once. */
  void giveUp() {
    tenures.channels().forEach(tenures::giveUp);
  }

  private void giveUpWaiting(String channel) {
    loops.forEach(loop ->
        loop.context.runOnContext(
            _ -> loop.waiting.giveUp(name -> name.channel().equals(channel))));
  }

  private void endSilent(LiveChannel live, Instant now) {
    if (live.silence(now).compareTo(endsAfter) >= 0 && !live.presentation().isOver()) {
      live.end();
    }
  }

  private boolean isForgotten(LiveChannel live, Instant now) {
    return live.presentation().isOver()
        && live.silence(now).compareTo(endsAfter.plus(REMEMBERED)) >= 0;
  }
}
