package dev.headwater.edge;

import dev.headwater.edge.admission.ContentKeys;
import dev.headwater.edge.admission.Door;
import dev.headwater.edge.admission.PublicationDoor;
import dev.headwater.edge.admission.PublicationFacts;
import dev.headwater.edge.admission.UpstreamDoor;
import dev.headwater.edge.breaker.Breaker;
import dev.headwater.edge.live.LiveKeys;
import dev.headwater.edge.source.Source;
import dev.headwater.edge.source.store.StoreSource;
import dev.headwater.edge.source.upstream.HealthChecks;
import dev.headwater.edge.source.upstream.UpstreamGroup;
import dev.headwater.edge.source.upstream.UpstreamSource;
import dev.headwater.edge.telemetry.SourceMeters;
import dev.headwater.edge.telemetry.UpstreamMeters;
import dev.headwater.platform.runtime.MonotonicClock;
import dev.headwater.platform.store.ObjectStore;
import dev.headwater.platform.telemetry.StoreMeters;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.function.Supplier;

/** What lies behind a node, by its role. Thread-safe. */
sealed interface Sources {
  /**
   * As one event loop uses it.
   *
   * @param keys that content is encrypted with; empty where the source is asked for them too
   */
  record OnLoop(Source source, Door door, Optional<ContentKeys> keys, Runnable close) {}

  /** Called on the event loop. */
  OnLoop onLoop(Vertx vertx, SharedState shared);

  /** Empty where the node has none. */
  Optional<ObjectStore> objectStore();

  /** Gives back what all event loops share. */
  Future<Void> close();

  /** Opens what the settings name. */
  static Future<Sources> open(
      Vertx vertx, EdgeOriginSettings settings, MeterRegistry registry, MonotonicClock clock) {
    return switch (settings.role()) {
      case ORIGIN -> {
        yield settings
            .source()
            .store()
            .open(vertx, System.getenv(), new StoreMeters(registry))
            .map(store -> origin(vertx, store, registry, clock));
      }
      case EDGE -> {
        UpstreamGroup group =
            new UpstreamGroup(settings.source().upstream(), new UpstreamMeters(registry), clock);
        Context checking = vertx.getOrCreateContext();
        yield onContext(checking, () -> HealthChecks.start(vertx, group))
            .map(checks -> new Edge(group, checks, checking));
      }
    };
  }

  private static <T> Future<T> onContext(Context context, Supplier<T> step) {
    Promise<T> done = Promise.promise();
    context.runOnContext(_ -> done.complete(step.get()));
    return done.future();
  }

  private static Sources origin(
      Vertx vertx, ObjectStore store, MeterRegistry registry, MonotonicClock clock) {
    Breaker breaker = new Breaker(clock);
    Gauge.builder("headwater.breaker.open", breaker, one -> one.isOpen() ? 1 : 0)
        .tag("of", "source")
        .description("1 while the breaker is open")
        .strongReference(true)
        .register(registry);
    return new Origin(store, new StoreSource(vertx, store, breaker, new SourceMeters(registry)));
  }

  /** Object storage, and what it tells of publications. */
  record Origin(ObjectStore objects, StoreSource store) implements Sources {
    @Override
    public OnLoop onLoop(Vertx vertx, SharedState shared) {
      PublicationFacts facts =
          new PublicationFacts(shared.publications, store::document, shared.ticker);
      Door door = new PublicationDoor(facts, shared.channels::find, shared.shown, shared.hops);
      LiveKeys keys = shared.live.orElseThrow().keys(vertx); // media can come to each origin
      return new OnLoop(
          store, door, Optional.of(new ContentKeys(facts, shared.envelope, keys)), () -> {});
    }

    @Override
    public Optional<ObjectStore> objectStore() {
      return Optional.of(objects);
    }

    @Override
    public Future<Void> close() {
      return objects.close();
    }
  }

  /** Upstream servers, which say themselves who may have what. */
  record Edge(UpstreamGroup group, HealthChecks checks, Context checking) implements Sources {
    @Override
    public OnLoop onLoop(Vertx vertx, SharedState shared) {
      UpstreamSource source = UpstreamSource.create(vertx, group);
      boolean checks = shared.settings.source().upstream().hopSecret().isPresent();
      Door door = checks ? new UpstreamDoor(shared.shown, shared.hops) : Door.open();
      return new OnLoop(source, door, Optional.empty(), source::close);
    }

    @Override
    public Optional<ObjectStore> objectStore() {
      return Optional.empty();
    }

    @Override
    public Future<Void> close() {
      return onContext(checking, checks::close).mapEmpty();
    }
  }
}
