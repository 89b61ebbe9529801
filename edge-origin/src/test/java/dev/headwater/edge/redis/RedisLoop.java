package dev.headwater.edge.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.telemetry.RedisConnectionMeters;
import dev.headwater.platform.runtime.EventLoops;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Connections under test, on an event loop of their own. */
final class RedisLoop implements AutoCloseable {
  /** How often a condition is looked at that nothing tells of. */
  private static final long LOOK_NANOS = 5_000_000;

  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final Vertx vertx = EventLoops.start(new VertxOptions());
  private final Context context = vertx.getOrCreateContext();
  private final List<RedisConnections> opened = new ArrayList<>();

  RedisConnections open(RedisServers servers, ConnectionTerms terms) {
    RedisConnectionMeters connectionMeters = new RedisConnectionMeters(meters, "test");
    return on(() -> {
      RedisConnections connections = RedisConnections.of(vertx, servers, terms, connectionMeters);
      opened.add(connections);
      return connections.open().map(connections);
    });
  }

  /** Runs on the event loop, and waits for what comes of it. */
  <T extends @Nullable Object> T on(Supplier<Future<T>> call) {
    return await(later(call));
  }

  <T extends @Nullable Object> Future<T> later(Supplier<Future<T>> call) {
    Promise<T> result = Promise.promise();
    context.runOnContext(_ -> call.get().onComplete(result::complete, result::fail));
    return result.future();
  }

  /** What became of a call, once it is over. */
  <T extends @Nullable Object> Future<T> ended(Supplier<Future<T>> call) {
    Future<T> future = later(call);
    await(future.transform(_ -> Future.succeededFuture()));
    return future;
  }

  static <T extends @Nullable Object> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  void set(RedisConnections redis, String key, String value) {
    on(() -> redis.send(key, Request.cmd(Command.SET).arg(key).arg(value)));
  }

  @Nullable String get(RedisConnections redis, String key) {
    Response reply = on(() -> redis.send(key, getOf(key)));
    return reply == null ? null : reply.toString();
  }

  static Request getOf(String key) {
    return Request.cmd(Command.GET).arg(key);
  }

  int connections() {
    return (int) meters.get("headwater.redis.connections").gauge().value();
  }

  int ends(String cause) {
    return (int)
        meters.get("headwater.redis.connection.ends").tag("cause", cause).counter().count();
  }

  static void until(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + 60_000_000_000L;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("never: %s", what).isLessThan(deadline);
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  @Override
  public void close() {
    on(() -> {
      opened.forEach(RedisConnections::close);
      return Future.succeededFuture();
    });
    await(vertx.close());
  }
}
