package dev.headwater.edge;

import dev.headwater.cachepolicy.CachePolicy;
import dev.headwater.edge.admission.PublicationFacts;
import dev.headwater.edge.breaker.Breaker;
import dev.headwater.edge.fill.RunningFills;
import dev.headwater.edge.telemetry.RedisMeters;
import dev.headwater.edge.telemetry.RequestMeters;
import dev.headwater.edge.telemetry.SourceMeters;
import dev.headwater.edge.tier.MemoryTier;
import dev.headwater.edge.tier.StoreSource;
import dev.headwater.platform.store.ObjectStore;
import dev.headwater.platform.token.TokenVerifier;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.function.LongSupplier;

/** What all event loops of a node share. Thread-safe. */
final class SharedState {
  final EdgeOriginSettings settings;
  final CachePolicy policy;
  final LongSupplier clock = System::currentTimeMillis;
  final MemoryTier memory;
  final RunningFills fills = new RunningFills();
  final PublicationFacts.Table publications = new PublicationFacts.Table();
  final StoreSource source;
  final TokenVerifier tokens;
  final Breaker redisBreaker = new Breaker(clock);
  final RedisMeters redisMeters;
  final RequestMeters requestMeters;
  private volatile int port = -1;
  private volatile boolean draining;

  SharedState(
      Vertx vertx,
      EdgeOriginSettings settings,
      CachePolicy policy,
      ObjectStore store,
      MeterRegistry registry) {
    Breaker sourceBreaker = new Breaker(clock);
    this.settings = settings;
    this.policy = policy;
    this.memory = new MemoryTier(settings.memory().maxSize());
    this.tokens = new TokenVerifier(settings.tokens().keys());
    this.redisMeters = new RedisMeters(registry);
    this.requestMeters = new RequestMeters(registry);
    this.source =
        new StoreSource(
            vertx,
            store,
            new StoreSource.Limits(settings.source().maxObjectSize(), settings.fills().maxSize()),
            sourceBreaker,
            new SourceMeters(registry),
            clock);
    gauges(registry, sourceBreaker);
  }

  private void gauges(MeterRegistry registry, Breaker sourceBreaker) {
    Gauge.builder("headwater.memory.size", memory, MemoryTier::weightBytes)
        .baseUnit("bytes")
        .description("Memory that the memory tier accounts for")
        .register(registry);
    Gauge.builder("headwater.memory.entries", memory, MemoryTier::count)
        .description("Responses and absences in the memory tier")
        .register(registry);
    Gauge.builder("headwater.memory.evictions", memory, MemoryTier::evictions)
        .description("Entries that left the memory tier to make room")
        .register(registry);
    Gauge.builder("headwater.fills.running", fills, RunningFills::count)
        .description("Fills under way")
        .register(registry);
    Gauge.builder("headwater.breaker.open", sourceBreaker, breaker -> breaker.isOpen() ? 1 : 0)
        .tag("of", "source")
        .description("1 while the breaker is open")
        .register(registry);
    Gauge.builder("headwater.breaker.open", redisBreaker, breaker -> breaker.isOpen() ? 1 : 0)
        .tag("of", "redis")
        .description("1 while the breaker is open")
        .register(registry);
  }

  void listens(int actualPort) {
    this.port = actualPort;
  }

  int port() {
    return port;
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
    memory.clear();
  }
}
