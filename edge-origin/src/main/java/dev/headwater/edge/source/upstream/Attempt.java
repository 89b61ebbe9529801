package dev.headwater.edge.source.upstream;

import dev.headwater.edge.failure.Failure;
import dev.headwater.edge.failure.FailureException;
import dev.headwater.edge.source.SourceRequest;
import dev.headwater.edge.source.SourceResponse;
import dev.headwater.edge.source.upstream.ConnectionPool.Asking;
import dev.headwater.platform.runtime.CallerContext;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;

/** One try of a request at one upstream server. Event-loop confined. */
final class Attempt {
  private final Vertx vertx;
  private final ConnectionPool pool;
  private final UpstreamHost host;
  private final SourceRequest request;
  private final long stallMillis;
  private final Promise<Exchange> begun;
  private final Promise<SourceResponse> answer;
  private final Asking asked;
  private @Nullable Exchange exchange;
  private boolean reused;
  private boolean abandoned;

  Attempt(
      Vertx vertx,
      ConnectionPool pool,
      UpstreamHost host,
      SourceRequest request,
      long stallMillis) {
    this.vertx = vertx;
    this.pool = pool;
    this.host = host;
    this.request = request;
    this.stallMillis = stallMillis;
    this.begun = CallerContext.promise(vertx);
    this.answer = CallerContext.promise(vertx);
    this.asked = new Asking(CallerContext.promise(vertx), request.content() != null);
  }

  UpstreamHost host() {
    return host;
  }

  /** Completes when there is a connection and the request goes out on it. */
  Future<Exchange> begun() {
    return begun.future();
  }

  /** Completes with the final head; fails with {@link FailureException}. */
  Future<SourceResponse> answer() {
    return answer.future();
  }

  /** Whether the upstream may have seen any of the request. */
  boolean wasSent() {
    return exchange != null;
  }

  /** Whether the upstream closed a connection that it had kept, as it may at any time. */
  boolean wasStale() {
    return reused && exchange != null && exchange.isUnanswered();
  }

  /**
   * Called once.
   *
   * @param choice which connections will do
   */
  void begin(ConnectionPool.Choice choice) {
    asked.promise().future().onComplete(this::send, this::notConnected);
    pool.take(asked, choice);
  }

  private void send(Connection connection) {
    if (abandoned) {
      pool.released(connection);
      return;
    }
    reused = connection.isUsed();
    try {
      Exchange next = new Exchange(vertx, connection, request, stallMillis);
      Future<SourceResponse> head = next.send(host);
      exchange = next;
      begun.tryComplete(next);
      head.onComplete(answer::tryComplete, answer::tryFail);
    } catch (IllegalArgumentException e) {
      pool.released(connection); // nothing was written
      answer.tryFail(new FailureException(new Failure.Malformed(String.valueOf(e.getMessage()))));
    }
  }

  private void notConnected(Throwable cause) {
    FailureException failure =
        cause instanceof FailureException known
            ? known
            : new FailureException(new Failure.SourceUnavailable(UpstreamGroup.RETRY_AFTER));
    answer.tryFail(failure);
  }

  /** Gives up; the answer, if it hasn't come, won't. */
  void abandon() {
    abandoned = true;
    if (exchange != null) {
      exchange.cancel();
    } else {
      pool.forget(asked);
    }
  }
}
