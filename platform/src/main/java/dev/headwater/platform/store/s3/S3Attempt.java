package dev.headwater.platform.store.s3;

import dev.headwater.platform.runtime.CallerContext;
import dev.headwater.platform.store.StoreException;
import dev.headwater.platform.store.StoreException.Reason;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One sending of a request, to the first byte of its answer. Fails with {@link AttemptException}
 * only. Confined to its context.
 */
final class S3Attempt {
  private static final int REQUEST_TIMEOUT = 408;
  private static final int TOO_MANY_REQUESTS = 429;

  private final Vertx vertx;
  private final S3Request request;
  private final Duration limit;
  private final Promise<HttpClientResponse> answer;
  private @Nullable HttpClientRequest sent;

  private S3Attempt(Vertx vertx, S3Request request, Duration limit) {
    this.vertx = vertx;
    this.request = request;
    this.limit = limit;
    this.answer = CallerContext.promise(vertx);
  }

  static S3Attempt start(
      Vertx vertx, HttpClient client, S3Request request, RequestOptions options, Duration limit) {
    S3Attempt attempt = new S3Attempt(vertx, request, limit);
    attempt.send(client, options);
    return attempt;
  }

  /** The answer's body is paused. */
  Future<HttpClientResponse> answer() {
    return answer.future();
  }

  private void send(HttpClient client, RequestOptions options) {
    long timer =
        vertx.setTimer(
            Math.max(1, limit.toMillis()),
            _ -> {
              String detail = "no answer within " + limit.toMillis() + " ms";
              fail(Reason.TIMEOUT, detail, null, request.isRepeatable());
            });
    answer.future().onComplete(_ -> vertx.cancelTimer(timer));
    client.request(options).onComplete(this::send, this::fail);
  }

  private void send(HttpClientRequest connected) {
    sent = connected;
    connected.exceptionHandler(this::fail);
    if (answer.future().isComplete()) { // cancelled, or too late
      reset();
      return;
    }
    connected.response().onComplete(this::receive, this::fail);
    Buffer body = request.body();
    Future<Void> sending = body == null ? connected.end() : connected.end(body);
    sending.onFailure(this::fail);
  }

  private void receive(HttpClientResponse response) {
    response.pause(); // at once: what comes before there is a reader would be lost
    if (answer.future().isComplete()) {
      reset();
    } else if (isTrouble(response.statusCode())) {
      ErrorAnswer.code(new S3Body(vertx, response, limit, this::reset))
          .onComplete(code -> fail(response.statusCode(), code), this::fail);
    } else {
      answer.tryComplete(response);
    }
  }

  /** The server's trouble, not the request's. */
  private static boolean isTrouble(int status) {
    return status >= 500 || status == TOO_MANY_REQUESTS || status == REQUEST_TIMEOUT;
  }

  private void fail(int status, String code) {
    fail(Reason.UNAVAILABLE, (status + " " + code).strip(), null, true);
  }

  private void fail(Throwable cause) {
    if (cause instanceof ConnectionPoolTooBusyException) {
      fail(Reason.BUSY, "too many requests wait for a connection", cause, false);
    } else {
      fail(Reason.UNAVAILABLE, cause.toString(), cause, request.isRepeatable());
    }
  }

  private void fail(Reason reason, String detail, @Nullable Throwable cause, boolean isRetryable) {
    StoreException failure =
        new StoreException(
            reason, "%s %s: %s".formatted(request.method(), request.path(), detail), cause);
    if (answer.tryFail(new AttemptException(failure, isRetryable))) {
      reset();
    }
  }

  /** Gives the request up, and its connection where the answer isn't over. */
  void cancel() {
    answer.tryFail(
        new AttemptException(new StoreException(Reason.UNAVAILABLE, "cancelled"), false));
    reset();
  }

  private void reset() {
    if (sent != null) {
      sent.reset();
    }
  }
}
