package dev.headwater.edge.source.upstream;

import dev.headwater.edge.failure.Failure;
import dev.headwater.edge.failure.FailureException;
import dev.headwater.edge.source.SourceRequest;
import dev.headwater.edge.source.SourceResponse;
import dev.headwater.edge.source.upstream.ConnectionPool.Choice;
import dev.headwater.platform.runtime.CallerContext;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.Iterator;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * All tries of one request, at one upstream server after another, within one time limit. What may
 * have been seen by a server is sent again only if that does no harm (RFC 9110, section 9.2.2), and
 * within the budget. Event-loop confined.
 */
final class Attempts {
  /** The first, and two more. */
  private static final int MOST = 3;

  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

  private final Vertx vertx;
  private final UpstreamGroup group;
  private final Function<UpstreamHost, ConnectionPool> pools;
  private final SourceRequest request;
  private final boolean repeatable;
  private final Iterator<UpstreamHost> candidates;
  private final TimeLimit limit;
  private final TimeLimit share;
  private final Promise<SourceResponse> answer;
  private @Nullable Attempt current;
  private int tries;
  private boolean resent;

  Attempts(
      Vertx vertx,
      UpstreamGroup group,
      Function<UpstreamHost, ConnectionPool> pools,
      SourceRequest request) {
    this.vertx = vertx;
    this.group = group;
    this.pools = pools;
    this.request = request;
    this.answer = CallerContext.promise(vertx);
    this.repeatable = request.content() == null && SAFE.contains(request.head().method());
    this.candidates = group.candidates(request.key()).iterator();
    this.limit = new TimeLimit(vertx, this::late);
    this.share = new TimeLimit(vertx, this::shareUsed);
  }

  /** Completes with the first answer that is good, or the last one; fails as the last one did. */
  Future<SourceResponse> run() {
    group.retries().requested();
    limit.begin(timeToAnswer());
    go(pick(), new FailureException(new Failure.SourceUnavailable(group.retryAfter())));
    return answer.future();
  }

  private long timeToAnswer() {
    return group.settings().firstByteTimeout().plus(request.patience()).toMillis();
  }

  private void go(@Nullable UpstreamHost host, FailureException reason) {
    if (host == null) {
      finish();
      answer.tryFail(reason);
    } else {
      attempt(host, usual());
    }
  }

  private @Nullable UpstreamHost pick() {
    while (hasMore()) {
      UpstreamHost host = candidates.next();
      if (host.permits()) {
        return host;
      }
    }
    return null;
  }

  private boolean hasMore() {
    return tries < MOST && candidates.hasNext();
  }

  private void attempt(UpstreamHost host, Choice choice) {
    tries++;
    group.meters().requested(host.name());
    if (tries > 1) {
      group.meters().retried(host.name());
    }
    long stallMillis = group.settings().stallTimeout().toMillis();
    Attempt attempt = new Attempt(vertx, pools.apply(host), host, request, stallMillis);
    current = attempt;
    if (repeatable && hasMore()) {
      share.begin(Math.max(1, limit.leftMillis() / 2));
    }
    attempt.begun().onSuccess(exchange -> begun(attempt, exchange));
    attempt
        .answer()
        .onComplete(response -> answered(attempt, response), cause -> failed(attempt, cause));
    attempt.begin(choice);
  }

  /** Sending takes as long as it takes; then the time to answer begins anew. */
  private void begun(Attempt attempt, Exchange exchange) {
    exchange.onContentFailed(failure -> blame(attempt, failure));
    if (request.content() == null || attempt != current) {
      return;
    }
    limit.stop();
    exchange
        .sent()
        .onSuccess(_ -> {
          if (attempt == current) {
            limit.begin(timeToAnswer());
          }
        });
  }

  private void answered(Attempt attempt, SourceResponse response) {
    if (attempt != current) {
      response.cancel();
      return;
    }
    boolean bad = isBad(response.head().status());
    if (bad) {
      group.failed(attempt.host(), "status");
    } else {
      group.succeeded(attempt.host());
    }
    UpstreamHost other = bad ? pickAnother() : null;
    if (other == null) {
      finish();
      answer.tryComplete(response);
    } else {
      current = null;
      response.cancel();
      attempt(other, usual());
    }
  }

  /** The statuses of a server that has nothing behind it (RFC 9110, section 15.6). */
  private static boolean isBad(int status) {
    return status >= 502 && status <= 504;
  }

  private void failed(Attempt attempt, Throwable cause) {
    if (attempt != current) {
      return;
    }
    FailureException failure =
        cause instanceof FailureException known
            ? known
            : new FailureException(new Failure.Internal());
    if (attempt.wasStale() && repeatable && !resent) {
      resent = true;
      tries--;
      attempt(attempt.host(), Choice.NEW);
      return;
    }
    blame(attempt, FailureException.of(failure));
    go(attempt.wasSent() ? pickAnother() : pick(), failure);
  }

  /** What can't be sent twice isn't sent where the server may just be closing. */
  private Choice usual() {
    return repeatable ? Choice.ANY : Choice.UNUSED;
  }

  /** For what may have been seen by a server already: neither credit nor trial is spent in vain. */
  private @Nullable UpstreamHost pickAnother() {
    UpstreamHost other = repeatable && group.retries().allows() ? pick() : null;
    return other != null && group.retries().take() ? other : null;
  }

  /** Neither our own shortage nor the client's mistake says that the host fails. */
  private void blame(Attempt attempt, Failure failure) {
    boolean ours = failure instanceof Failure.Shed;
    boolean clients =
        failure instanceof Failure.Malformed || failure instanceof Failure.RequestTimeout;
    if (!ours && !clients && !attempt.wasStale()) {
      group.failed(attempt.host(), failure.problem().type());
    }
  }

  /** Another server may be quicker, if there is one and the budget allows it. */
  private void shareUsed() {
    Attempt slow = current;
    UpstreamHost other = slow == null ? null : pickAnother();
    if (slow == null || other == null) {
      return;
    }
    current = null;
    group.failed(slow.host(), new Failure.SourceTimeout().problem().type());
    slow.abandon();
    attempt(other, usual());
  }

  private void late() {
    Attempt last = current;
    finish();
    Failure timeout = new Failure.SourceTimeout();
    if (last != null) {
      if (last.wasSent()) {
        blame(last, timeout);
      }
      last.abandon();
    }
    answer.tryFail(new FailureException(timeout));
  }

  private void finish() {
    current = null;
    limit.stop();
    share.stop();
  }
}
