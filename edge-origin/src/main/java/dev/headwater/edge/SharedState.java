package dev.headwater.edge;

import dev.headwater.edge.admission.ClientAddress;
import dev.headwater.edge.admission.ClientLimits;
import dev.headwater.edge.admission.PublicationFacts;
import dev.headwater.edge.admission.Publishers;
import dev.headwater.edge.admission.ShownToken;
import dev.headwater.edge.breaker.Breaker;
import dev.headwater.edge.cluster.Cluster;
import dev.headwater.edge.cluster.Member;
import dev.headwater.edge.cluster.NodeName;
import dev.headwater.edge.fill.CacheParts;
import dev.headwater.edge.fill.RunningFills;
import dev.headwater.edge.function.Functions;
import dev.headwater.edge.hop.Hops;
import dev.headwater.edge.live.Archive;
import dev.headwater.edge.live.ChannelTable;
import dev.headwater.edge.live.IngestRoom;
import dev.headwater.edge.live.LiveChannels;
import dev.headwater.edge.live.LiveNode;
import dev.headwater.edge.live.WrongKeys;
import dev.headwater.edge.live.journal.Journals;
import dev.headwater.edge.live.timeline.InputStatus;
import dev.headwater.edge.peer.Neighbours;
import dev.headwater.edge.peer.PeerSettings;
import dev.headwater.edge.policy.LoadedPolicy;
import dev.headwater.edge.policy.PolicyMeters;
import dev.headwater.edge.prefetch.Prefetcher;
import dev.headwater.edge.protection.ChannelKeys;
import dev.headwater.edge.purge.PurgeTable;
import dev.headwater.edge.telemetry.ClusterMeters;
import dev.headwater.edge.telemetry.FeedMeters;
import dev.headwater.edge.telemetry.FunctionMeters;
import dev.headwater.edge.telemetry.PeerMeters;
import dev.headwater.edge.telemetry.PrefetchMeters;
import dev.headwater.edge.telemetry.RedisConnectionMeters;
import dev.headwater.edge.telemetry.RedisMeters;
import dev.headwater.edge.telemetry.RequestMeters;
import dev.headwater.edge.tier.MemoryTier;
import dev.headwater.edge.token.TokenTable;
import dev.headwater.platform.runtime.MonotonicClock;
import dev.headwater.platform.sealing.Envelope;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What all event loops of a node share. Thread-safe. */
final class SharedState {
  final EdgeOriginSettings settings;
  final PolicyInForce policy;
  final LongSupplier clock = System::currentTimeMillis;
  final MonotonicClock ticker = MonotonicClock.system();
  final PurgeTable purges = PurgeTable.create();
  final MemoryTier memory;
  final CacheParts.Shared fills = CacheParts.Shared.create(purges);
  final PublicationFacts.Table publications = new PublicationFacts.Table(ticker);
  final Envelope envelope;
  final TokenTable tokens;
  final ChannelTable channels = new ChannelTable();
  final Publishers publishers;
  final ShownToken shown;
  final Hops hops;
  final ClientLimits limits;
  final Breaker redisBreaker;
  final Breaker leaseBreaker;
  final RedisMeters redisMeters;
  final RedisConnectionMeters redisConnectionMeters;
  final RedisConnectionMeters stateConnectionMeters;
  final RequestMeters requestMeters;
  final PrefetchMeters prefetchMeters;
  final Prefetcher.Budget prefetches;
  final Sources sources;
  final PeerMeters peerMeters;
  final FeedMeters feedMeters;
  final PolicyMeters policyMeters;
  final FunctionMeters functionMeters;

  /** Empty where none run: then nothing of their engines is loaded. */
  final Optional<Functions> functions;

  /** Empty for a node that media can't come to: it asks others. */
  final Optional<LiveNode> live;

  /** Empty for a node that stands alone. */
  final Optional<Cluster> cluster;

  /** Tells this node from others for as long as it runs. */
  final String node = Long.toHexString(ThreadLocalRandom.current().nextLong());

  /** Of the event loops that serve. */
  private final List<Context> loops = new CopyOnWriteArrayList<>();

  private volatile @Nullable Neighbours neighbours;
  private volatile int peerPort = -1;
  private volatile int port = -1;
  private volatile boolean draining;

  SharedState(
      EdgeOriginSettings settings,
      LoadedPolicy policy,
      Optional<Functions> functions,
      Sources sources,
      MeterRegistry registry) {
    this.settings = settings;
    this.functions = functions;
    this.functionMeters = new FunctionMeters(registry);
    this.policy = new PolicyInForce(settings, policy);
    this.publishers =
        settings.role() == EdgeOriginSettings.Role.ORIGIN
            ? Publishers.of(publications, channels::find)
            : Publishers.UNKNOWN;
    this.sources = sources;
    this.memory = new MemoryTier(settings.memory().maxSize(), purges, clock);
    this.envelope = new Envelope(settings.sealingKeys());
    this.tokens = new TokenTable(settings.tokens(), envelope);
    this.hops = new Hops(settings.hop());
    this.limits = new ClientLimits(settings.limits(), hops);
    this.shown = new ShownToken(tokens, new ClientAddress(settings.limits().proxies()), clock);
    this.redisBreaker = new Breaker(ticker, settings.redis().breakerReset());
    this.leaseBreaker = new Breaker(ticker, settings.redis().breakerReset());
    this.redisMeters = new RedisMeters(registry);
    this.redisConnectionMeters = new RedisConnectionMeters(registry, "cache");
    this.stateConnectionMeters = new RedisConnectionMeters(registry, "state");
    this.requestMeters = new RequestMeters(registry);
    this.feedMeters = new FeedMeters(registry);
    this.policyMeters = new PolicyMeters(registry);
    this.live =
        settings.role() == EdgeOriginSettings.Role.ORIGIN
            ? Optional.of(
                new LiveNode(
                    settings.live(),
                    channels,
                    sources.objectStore(),
                    new ChannelKeys(envelope),
                    node,
                    InstantSource.system()))
            : Optional.empty();
    this.cluster =
        settings.cluster().isOn()
            ? Optional.of(Cluster.of(settings.cluster(), this::member, new ClusterMeters(registry)))
            : Optional.empty();
    this.peerMeters = new PeerMeters(registry);
    this.prefetchMeters = new PrefetchMeters(registry);
    this.prefetches = new Prefetcher.Budget(settings.fills().maxPrefetches());
    gauges(registry);
  }

  String role() {
    return settings.role().name().toLowerCase(Locale.ROOT);
  }

  /** This node, as others of its cluster know it. */
  private Member member() {
    String name =
        settings
            .cluster()
            .node()
            .or(settings.feed().credential()::claimedName)
            .orElseGet(() -> NodeName.of(settings.port(), node));
    PeerSettings peer = settings.peer();
    String address =
        peerPort < 0 ? settings.cluster().host() + ":" + settings.port() : peer.addressAt(peerPort);
    return new Member(name, role(), settings.feed().region(), address);
  }

  private void gauges(MeterRegistry registry) {
    Gauge.builder("headwater.memory.size", memory, MemoryTier::weightBytes)
        .baseUnit("bytes")
        .description("Memory that the memory tier accounts for")
        .register(registry);
    Gauge.builder("headwater.memory.allocated", memory, MemoryTier::allocatedBytes)
        .baseUnit("bytes")
        .description("Off-heap memory in use: kept, arriving, or being sent")
        .register(registry);
    Gauge.builder("headwater.memory.entries", memory, MemoryTier::count)
        .description("Keys that have responses in the memory tier")
        .register(registry);
    Gauge.builder("headwater.memory.evictions", memory, MemoryTier::evictions)
        .description("Entries that left the memory tier to make room")
        .register(registry);
    Gauge.builder("headwater.fills.running", fills.fills(), RunningFills::count)
        .description("Fills under way")
        .register(registry);
    gaugesOfTokens(registry);
    live.ifPresent(node -> gaugesOfLive(registry, node));
    breaker(registry, "redis", redisBreaker);
    breaker(registry, "leases", leaseBreaker);
  }

  private void gaugesOfTokens(MeterRegistry registry) {
    Gauge.builder("headwater.tokens.known", tokens, TokenTable::count)
        .description("Playback tokens that were verified and are remembered")
        .register(registry);
    Gauge.builder("headwater.tokens.revocations", tokens, TokenTable::revoked)
        .description("Revocations in force")
        .register(registry);
  }

  private static void gaugesOfLive(MeterRegistry registry, LiveNode node) {
    Gauge.builder("headwater.live.channels", node.channels(), LiveChannels::count)
        .description("Live channels that media came to on this node")
        .register(registry);
    Gauge.builder("headwater.live.followed", node.channels(), LiveChannels::followed)
        .description("Live channels of other nodes that this one follows")
        .register(registry);
    Gauge.builder("headwater.live.followed.media", node.channels(), LiveChannels::followedBytes)
        .baseUnit("bytes")
        .description("What this node holds of them in memory, outside the heap")
        .register(registry);
    Gauge.builder("headwater.live.waiting", node.channels(), LiveChannels::waiting)
        .description("Requests that wait for live media that isn't there yet")
        .register(registry);
    Gauge.builder("headwater.live.lost", node.archive(), Archive::lost)
        .description("Live segments that could not be written to the store")
        .register(registry);
    Gauge.builder("headwater.live.journal.lost", node.journals(), Journals::lost)
        .description("Writes and reads of what live channels go on with that failed")
        .register(registry);
    Gauge.builder("headwater.live.lost.cues", node.channels(), LiveChannels::lostCues)
        .description("Cues of subtitles that came too late, too early, or too many at once")
        .register(registry);
    Gauge.builder("headwater.live.wrong.keys", node.wrongKeys(), WrongKeys::count)
        .description("How often a wrong stream key was shown, or one of no channel")
        .register(registry);
    gaugesOfIngest(registry, node.ingestRoom());
    gaugesOfInputs(registry, node.channels());
  }

  private static void gaugesOfIngest(MeterRegistry registry, IngestRoom room) {
    Gauge.builder("headwater.live.untaken", room, IngestRoom::bytes)
        .baseUnit("bytes")
        .description("What encoders have sent that waits to be taken, by this node or another one")
        .register(registry);
    Gauge.builder("headwater.live.crowded", room, IngestRoom::refusals)
        .description("How often an encoder was refused since too much waited")
        .register(registry);
  }

  private static void gaugesOfInputs(MeterRegistry registry, LiveChannels channels) {
    Gauge.builder("headwater.live.failovers", channels, LiveChannels::failovers)
        .description("How often a live channel's encoder failed and its other one took over")
        .register(registry);
    Gauge.builder("headwater.live.refusals", channels, LiveChannels::refusals)
        .description("How often something that a live channel's encoder sent was refused")
        .register(registry);
    Gauge.builder("headwater.live.standbys", channels, all -> all.count(InputStatus::standby))
        .description("Live channels whose other encoder could take over")
        .register(registry);
    Gauge.builder("headwater.live.backups", channels, all -> all.count(InputStatus::isBackup))
        .description("Live channels that are shown from their backup encoder")
        .register(registry);
    Gauge.builder("headwater.live.slates", channels, all -> all.count(InputStatus::slate))
        .description("Live channels that show a slate, since no media comes")
        .register(registry);
  }

  private static void breaker(MeterRegistry registry, String of, Breaker breaker) {
    Gauge.builder("headwater.breaker.open", breaker, one -> one.isOpen() ? 1 : 0)
        .tag("of", of)
        .description("1 while the breaker is open")
        .register(registry);
  }

  void listens(int actualPort) {
    this.port = actualPort;
  }

  int port() {
    return port;
  }

  /** Something is decided on this event loop. */
  void decidesOn(Context loop) {
    loops.add(loop);
  }

  /** Completes when every event loop has ended what it was doing. */
  Future<Void> allLoopsTurned() {
    return Future.all(loops.stream().map(SharedState::turned).toList()).mapEmpty();
  }

  private static Future<Void> turned(Context loop) {
    Promise<Void> turned = Promise.promise();
    loop.runOnContext(_ -> turned.complete());
    return turned.future();
  }

  /** Other nodes reach this one there. */
  void knows(Neighbours others, int actualPort) {
    this.neighbours = others;
    this.peerPort = actualPort;
  }

  /** Null where the node stands alone. */
  @Nullable Neighbours neighbours() {
    return neighbours;
  }

  /** -1 where the node stands alone. */
  int peerPort() {
    return peerPort;
  }

  /** From now on the node is not ready: it answers what it has, and should get nothing new. */
  void drains() {
    draining = true;
  }

  /** Fails once the node is being stopped. */
  Future<Void> accepting() {
    return draining
        ? Future.failedFuture(new IllegalStateException("the node is being stopped"))
        : Future.succeededFuture();
  }

  void close() {
    functions.ifPresent(Functions::close);
    memory.close();
  }
}
