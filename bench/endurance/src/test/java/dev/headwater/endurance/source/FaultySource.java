package dev.headwater.endurance.source;

import dev.headwater.endurance.content.Edition;
import dev.headwater.endurance.content.Resource;
import dev.headwater.endurance.source.Weather.Presence;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.VertxInternal;
import java.util.Random;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * An HTTP server on the loopback interface that has every {@link Resource}, and that fails as it is
 * told to. Thread-safe.
 */
public final class FaultySource {
  private static final int BACKLOG = 4096;
  private static final int NOT_FOUND = 404;

  private final Vertx vertx;
  private final Context context;
  private final Random random;
  private final LongAdder requests = new LongAdder();
  private final LongAdder faults = new LongAdder();
  private volatile Weather weather = Weather.FAIR;
  private volatile int port;
  private HttpServer server; // on the context only

  private FaultySource(Vertx vertx, long seed) {
    this.vertx = vertx;
    this.context = ((VertxInternal) vertx).createEventLoopContext();
    this.random = new Random(seed);
    this.server = server();
  }

  /** Starts in fair weather; the same seed gives the same faults. */
  public static Future<FaultySource> start(Vertx vertx, long seed) {
    FaultySource source = new FaultySource(vertx, seed);
    return source.onContext(source::listen).map(source);
  }

  private <T> Future<T> onContext(Supplier<Future<T>> step) {
    Promise<T> done = Promise.promise();
    context.runOnContext(_ -> step.get().onComplete(done::handle));
    return done.future();
  }

  private Future<Void> listen() {
    server = server();
    return server
        .listen(port, "127.0.0.1")
        .onSuccess(bound -> port = bound.actualPort())
        .mapEmpty();
  }

  private HttpServer server() {
    return vertx
        .createHttpServer(new HttpServerOptions().setAcceptBacklog(BACKLOG).setTcpNoDelay(true))
        .requestHandler(this::handle);
  }

  public int port() {
    return port;
  }

  public String url() {
    return "http://127.0.0.1:" + port;
  }

  public Weather weather() {
    return weather;
  }

  /** How many requests have come. */
  public long requests() {
    return requests.sum();
  }

  /** How many of them went wrong. */
  public long faults() {
    return faults.sum();
  }

  /** Completes when it is so. */
  public Future<Void> turn(Weather next) {
    return onContext(() -> {
      boolean was = weather.presence() == Presence.GONE;
      boolean is = next.presence() == Presence.GONE;
      weather = next;
      if (was == is) {
        return Future.succeededFuture();
      }
      return is ? server.close() : listen();
    });
  }

  public Future<Void> close() {
    return onContext(() -> server.close());
  }

  private void handle(HttpServerRequest request) {
    requests.increment();
    Resource resource = Resource.of(String.valueOf(request.path())).orElse(null);
    if (resource == null) {
      request.response().setStatusCode(NOT_FOUND).end();
      return;
    }
    Fault fault = Fault.of(weather, random);
    if (!(fault instanceof Fault.None)) {
      faults.increment();
    }
    Edition edition = resource.at(System.currentTimeMillis());
    long slowest = weather.slowest().toMillis();
    Serving serving = new Serving(vertx, request, edition, slowest > 0);
    if (slowest > 0) {
      vertx.setTimer(1 + random.nextLong(slowest), _ -> serving.begin(fault));
    } else {
      serving.begin(fault);
    }
  }
}
