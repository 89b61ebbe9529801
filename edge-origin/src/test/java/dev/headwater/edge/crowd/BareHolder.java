package dev.headwater.edge.crowd;

import static io.vertx.core.http.HttpHeaders.CACHE_CONTROL;
import static io.vertx.core.http.HttpHeaders.CONTENT_LENGTH;
import static io.vertx.core.http.HttpHeaders.CONTENT_TYPE;

import dev.headwater.platform.runtime.EventLoops;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.internal.buffer.BufferInternal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The least that a Vert.x server can do to hold requests: each is kept in a list until {@code POST
 * /publish} has all answered with three fields and bytes made before. Argument: a port. Runs until
 * it is killed. Event-loop confined.
 */
final class BareHolder extends VerticleBase {
  private static final int BACKLOG = 4096;

  /** As long as a live playlist. */
  private static final int LENGTH = 3_000;

  private static final CharSequence LENGTH_TEXT =
      HttpHeaders.createOptimized(Integer.toString(LENGTH));
  private static final CharSequence TYPE =
      HttpHeaders.createOptimized("application/vnd.apple.mpegurl");
  private static final CharSequence CACHING = HttpHeaders.createOptimized("public, max-age=24");
  private static final String PUBLISH = "publish";

  private final int port;
  private final AtomicInteger held;
  private final ByteBuf bytes =
      Unpooled.unreleasableBuffer(Unpooled.directBuffer(LENGTH).writeZero(LENGTH));
  private List<HttpServerResponse> waiting = new ArrayList<>();

  private BareHolder(int port, AtomicInteger held) {
    this.port = port;
    this.held = held;
  }

  public static void main(String[] arguments) throws ExecutionException, InterruptedException {
    AtomicInteger held = new AtomicInteger();
    Vertx vertx = EventLoops.start(new VertxOptions());
    vertx
        .deployVerticle(
            () -> new BareHolder(Integer.parseInt(arguments[0]), held),
            new DeploymentOptions().setInstances(Runtime.getRuntime().availableProcessors()))
        .toCompletionStage()
        .toCompletableFuture()
        .get();
  }

  @Override
  public Future<?> start() {
    vertx.eventBus().localConsumer(PUBLISH, _ -> publish());
    return vertx
        .createHttpServer(new HttpServerOptions().setAcceptBacklog(BACKLOG).setTcpNoDelay(true))
        .requestHandler(this::take)
        .listen(port, "127.0.0.1");
  }

  private void take(HttpServerRequest request) {
    if (HttpMethod.POST.equals(request.method())) {
      vertx.eventBus().publish(PUBLISH, "");
      request.response().end();
    } else if ("/metrics".equals(request.path())) {
      request.response().end("headwater_live_waiting " + held.get() + "\n");
    } else {
      held.incrementAndGet();
      waiting.add(request.response());
    }
  }

  private void publish() {
    List<HttpServerResponse> answered = waiting;
    waiting = new ArrayList<>();
    held.addAndGet(-answered.size());
    for (HttpServerResponse response : answered) {
      response.headers().add(CONTENT_LENGTH, LENGTH_TEXT);
      response.headers().add(CONTENT_TYPE, TYPE);
      response.headers().add(CACHE_CONTROL, CACHING);
      response.end(BufferInternal.buffer(bytes.duplicate()));
    }
  }
}
