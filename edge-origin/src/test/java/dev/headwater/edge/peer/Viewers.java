package dev.headwater.edge.peer;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/** Who asks nodes, and compares each byte with what it should be as it comes. */
final class Viewers {
  /** Each has up to a hundred requests at once: what a server allows by default. */
  private static final int CONNECTIONS = 50;

  private final HttpClient client;
  private final Context context;
  private final byte[] expected;

  /** What came of one request; its body is counted while it comes. */
  static final class View {
    final AtomicInteger equalBytes = new AtomicInteger();
    final Promise<HttpClientResponse> head = Promise.promise();
    final Promise<View> end = Promise.promise();
    volatile boolean differs;

    int status() {
      return head.future().result().statusCode();
    }

    String cacheStatus() {
      return String.valueOf(head.future().result().getHeader("Cache-Status"));
    }

    Future<View> ended() {
      return end.future();
    }
  }

  Viewers(Vertx vertx, byte[] expected) {
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setDefaultHost("127.0.0.1")
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setHttp2ClearTextUpgrade(false),
            new PoolOptions().setHttp2MaxSize(CONNECTIONS).setMaxWaitQueueSize(100_000));
    this.context = vertx.getOrCreateContext();
    this.expected = expected;
  }

  View get(int port, String target, String... fields) {
    View view = new View();
    RequestOptions options =
        new RequestOptions().setMethod(HttpMethod.GET).setPort(port).setURI(target);
    for (int i = 0; i < fields.length; i += 2) {
      options.addHeader(fields[i], fields[i + 1]);
    }
    context.runOnContext(_ ->
        client
            .request(options)
            .compose(HttpClientRequest::send)
            .onSuccess(response -> read(view, response))
            .onFailure(view.head::tryFail)
            .onFailure(view.end::tryFail));
    return view;
  }

  private void read(View view, HttpClientResponse response) {
    response.handler(piece -> compare(view, piece));
    response.exceptionHandler(view.end::tryFail);
    response.endHandler(_ -> view.end.tryComplete(view));
    view.head.complete(response);
  }

  private void compare(View view, Buffer piece) {
    int at = view.equalBytes.get();
    int end = at + piece.length();
    if (end > expected.length
        || !Arrays.equals(piece.getBytes(), Arrays.copyOfRange(expected, at, end))) {
      view.differs = true;
    }
    view.equalBytes.set(end);
  }

  void close() {
    Await.await(client.close());
  }
}
