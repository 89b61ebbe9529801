package dev.headwater.edge.respond;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.StreamResetException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients that take nothing more, and slow ones, over both versions of HTTP. */
class StallsIT {
  /** More than the buffers of the kernel and the windows of a client take in. */
  private static final int BYTES = 30_000_000;

  private final Vertx vertx = Vertx.vertx();
  private final Context loop = vertx.getOrCreateContext();
  private final Stalls stalls = new Stalls();
  private final Promise<Void> written = Promise.promise();
  private final AtomicLong received = new AtomicLong();
  private final Promise<Throwable> cut = Promise.promise();
  private final HttpServer server = await(onLoop(this::listen));

  private Future<HttpServer> listen() {
    return vertx.createHttpServer().requestHandler(this::answer).listen(0, "127.0.0.1");
  }

  /** All of the content by one write, as a hit is answered. */
  private void answer(HttpServerRequest request) {
    if (request.uri().equals("/small")) {
      request.response().end("small");
      return;
    }
    Future<Void> write = request.response().end(Buffer.buffer(new byte[BYTES]));
    Stalls.Write underWay = stalls.begin(request);
    write.onComplete(result -> {
      underWay.over();
      written.handle(result);
    });
  }

  private <T> Future<T> onLoop(java.util.function.Supplier<Future<T>> step) {
    Promise<T> done = Promise.promise();
    loop.runOnContext(_ -> step.get().onComplete(done::handle));
    return done.future();
  }

  private static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private void sweeps(int times) {
    for (int i = 0; i < times; i++) {
      await(
          onLoop(() -> {
            stalls.sweep();
            return Future.succeededFuture();
          }));
    }
  }

  private HttpClient client(HttpVersion version) {
    return vertx.createHttpClient(
        new HttpClientOptions()
            .setProtocolVersion(version)
            .setHttp2ClearTextUpgrade(false)
            .setDefaultHost("127.0.0.1")
            .setDefaultPort(server.actualPort()));
  }

  /** A client that has the head, and reads no further until it is told. */
  private HttpClientResponse held(HttpClient client) {
    return await(
        onLoop(() ->
            client
                .request(HttpMethod.GET, "/large")
                .compose(request -> request.send())
                .onSuccess(response -> {
                  response.pause();
                  response.exceptionHandler(cut::tryComplete);
                  response.handler(part -> received.addAndGet(part.length()));
                })));
  }

  @AfterEach
  void stop() {
    await(vertx.close());
  }

  @ParameterizedTest
  @EnumSource(
      value = HttpVersion.class,
      names = {"HTTP_1_1", "HTTP_2"})
  void aWriteThatTheClientTakesNothingOfIsCut(HttpVersion version) {
    held(client(version));
    sweeps(Stalls.LIMIT - 1);
    assertThat(written.future().isComplete()).isFalse();
    sweeps(5); // as many as the last bytes may need to come to rest
    assertThat(
            StallsIT.<Boolean>await(
                written.future().transform(ended -> Future.succeededFuture(ended.failed()))))
        .isTrue();
  }

  @Test
  void aStreamThatIsCutTakesNoOtherWithItAndIsNotTakenForWhole() {
    HttpClient client = client(HttpVersion.HTTP_2);
    HttpClientResponse response = held(client);
    sweeps(Stalls.LIMIT + 5);
    await(
        onLoop(() ->
            client
                .request(HttpMethod.GET, "/small")
                .compose(request -> request.send())
                .compose(HttpClientResponse::body)));
    loop.runOnContext(_ -> response.resume());
    assertThat(await(cut.future()))
        .isInstanceOfSatisfying(
            StreamResetException.class, reset -> assertThat(reset.getCode()).isEqualTo(2));
  }

  @Test
  void aSlowClientIsNotCut() {
    HttpClientResponse response = held(client(HttpVersion.HTTP_1_1));
    for (int i = 0; i < 3 * Stalls.LIMIT; i++) {
      long before = received.get();
      loop.runOnContext(_ -> response.fetch(64));
      while (received.get() == before) {
        Thread.onSpinWait();
      }
      sweeps(1);
    }
    loop.runOnContext(_ -> response.resume());
    await(written.future());
    assertThat(cut.future().isComplete()).isFalse();
  }
}
