package dev.headwater.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One client that reads {@link PathContent}, checks it as it comes, and may be held back or leave.
 * Its state is confined to its context; what it has got may be read from anywhere.
 */
final class Download {
  private final String path;
  private final Context context;
  private final Promise<Long> whole = Promise.promise();
  private final Promise<HttpClientResponse> begun = Promise.promise();
  private final AtomicLong received = new AtomicLong();

  private Download(String path, Context context) {
    this.path = path;
    this.context = context;
  }

  static Download begin(Vertx vertx, HttpClient client, int port, String path, boolean held) {
    Download download = new Download(path, vertx.getOrCreateContext());
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.GET)
            .setHost("127.0.0.1")
            .setPort(port)
            .setURI(path);
    download.context.runOnContext(_ ->
        client
            .request(options)
            .compose(request -> request.send())
            .onSuccess(response -> download.read(response, held))
            .onFailure(download::failed));
    return download;
  }

  private void read(HttpClientResponse response, boolean held) {
    if (held) {
      response.pause();
    }
    response
        .exceptionHandler(whole::tryFail)
        .handler(part -> {
          long wrong = PathContent.firstWrong(path, received.get(), part);
          received.addAndGet(part.length());
          if (wrong >= 0) {
            whole.tryFail("another byte at " + wrong + " of " + path);
          }
        })
        .endHandler(_ -> whole.tryComplete(received.get()));
    begun.complete(response);
  }

  private void failed(Throwable cause) {
    begun.tryFail(cause);
    whole.tryFail(cause);
  }

  int status() {
    return Node.await(begun.future()).statusCode();
  }

  /** How many bytes it has in the end, all of them right. */
  long bytes() {
    return Node.await(whole.future());
  }

  Future<Long> end() {
    return whole.future();
  }

  void readsOn() {
    HttpClientResponse response = Node.await(begun.future());
    context.runOnContext(_ -> response.resume());
  }

  /** Leaves without having read all. */
  void leaves() {
    HttpClientResponse response = Node.await(begun.future());
    context.runOnContext(_ -> {
      whole.tryFail("left");
      response.request().reset();
    });
  }

  void awaitBytes(long expected) {
    Node.until(
        () -> received.get() >= expected, () -> "has %d of %d".formatted(received.get(), expected));
    assertThat(whole.future().failed()).isFalse();
  }
}
