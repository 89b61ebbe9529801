package dev.headwater.control.encoding.push;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One PUT of a track, as long as it lasts. Blocks; confined to one thread. */
final class TrackPut {
  /** Bounds the making of the connection, each write, and the answer at the end. */
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private static final int FIRST_ERROR = 400;

  private final HttpClientRequest request;
  private final Future<Integer> answer;

  private TrackPut(HttpClientRequest request) {
    this.request = request;
    this.answer = request.response().map(response -> response.statusCode());
    answer.onFailure(_ -> {}); // looked at by who writes
  }

  static TrackPut open(HttpClient client, URI track, String authorization)
      throws PushException, InterruptedException {
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.PUT)
            .setAbsoluteURI(track.toString())
            .putHeader("Authorization", authorization)
            .putHeader("Content-Type", "application/mp4");
    HttpClientRequest request = await(client.request(options));
    request.setChunked(true).exceptionHandler(_ -> {}); // the answer fails as well
    return new TrackPut(request);
  }

  /** Waits until the bytes are out; fails where the node has answered before the end. */
  void write(byte[] bytes) throws PushException, InterruptedException {
    check();
    await(request.write(Buffer.buffer(bytes)));
  }

  /** Fails where the node has answered, since it takes nothing more then. */
  void check() throws PushException {
    if (answer.failed()) {
      throw new PushException(String.valueOf(answer.cause().getMessage()), answer.cause());
    }
    if (answer.succeeded()) {
      throw new PushException("status " + answer.result());
    }
  }

  /** Ends the track, and waits for the node to say that it has it. */
  void end() throws PushException, InterruptedException {
    await(request.end());
    int status = await(answer);
    if (status >= FIRST_ERROR) {
      throw new PushException("status " + status);
    }
  }

  /** Ends the connection without ending the track. */
  void abort() {
    request.reset();
  }

  private static <T> T await(Future<T> future) throws PushException, InterruptedException {
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new PushException("nothing for " + LIMIT.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      throw new PushException(String.valueOf(e.getCause()), e);
    }
  }
}
