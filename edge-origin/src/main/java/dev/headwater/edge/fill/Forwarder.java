package dev.headwater.edge.fill;

import dev.headwater.edge.failure.Failure;
import dev.headwater.edge.failure.FailureException;
import dev.headwater.edge.http.caching.Invalidation;
import dev.headwater.edge.http.status.ForwardReason;
import dev.headwater.edge.purge.Validity;
import dev.headwater.edge.rule.CachingRule.Verdict;
import dev.headwater.edge.stored.StoredResponse;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.function.LongSupplier;

/**
 * Asks the tiers behind memory and then the source, keeps what may be kept, and answers who waits.
 * One per event loop, confined to it.
 */
final class Forwarder {
  /** How long a source may make clients wait for what could be answered stale. */
  private static final long STALE_PATIENCE_MILLIS = 250;

  private static final int PARTIAL_CONTENT = 206;
  private static final int NOT_MODIFIED = 304;
  private static final int RANGE_NOT_SATISFIABLE = 416;
  private static final int FIRST_SERVER_ERROR = 500;

  private final Vertx vertx;
  private final CacheParts parts;
  private final Questions questions;
  private final Arrivals arrivals;
  private final Freshening freshening;
  private final LongSupplier clock;

  Forwarder(CacheParts parts) {
    this.vertx = parts.vertx();
    this.parts = parts;
    this.questions = new Questions(parts);
    this.arrivals = new Arrivals(parts);
    this.freshening = new Freshening(parts.memory());
    this.clock = parts.clock();
  }

  /** Answers the job's fill, whatever happens. */
  void run(Job job) {
    long patience =
        job.servesOnError() ? vertx.setTimer(STALE_PATIENCE_MILLIS, _ -> serveStale(job)) : -1;
    Future.succeededFuture()
        .compose(_ -> shared(job)) // in compose, a throw can't strand who waits
        .onComplete(_ -> vertx.cancelTimer(patience))
        .onSuccess(_ -> job.releaseStale())
        .onFailure(cause -> failed(job, cause));
  }

  /** Something stale, rather than a slow answer: what comes in the end is kept for later ones. */
  private void serveStale(Job job) {
    if (job.stale() != null) {
      job.fill().answer(Lookup.of(job.stale(), CacheOutcome.FALLBACK));
    }
  }

  /** The source gave no answer, or was not to be asked. */
  void failed(Job job, Throwable cause) {
    boolean refused = FailureException.of(cause) instanceof Failure.Shed;
    if (refused ? job.servesOnError() : job.servesDisconnected()) {
      serveStale(job);
      over(job).end();
    } else {
      over(job).fail(cause);
    }
    job.releaseStale();
  }

  /** Called before the fill is answered for good: who looks again must reach the tiers. */
  private Fill over(Job job) {
    parts.shared().fills().end(job.fillKey(), job.fill());
    return job.fill();
  }

  private Future<Void> shared(Job job) {
    if (job.stale() != null || job.request().range() != null) {
      return ask(job);
    }
    StoredResponse stored = Standing.in(parts.memory(), job.request());
    if (stored != null && job.request().isSatisfiedBy(stored.head().terms(), clock.getAsLong())) {
      return found(job, stored, CacheOutcome.HIT); // the fill before this one has just ended
    }
    if (stored != null) {
      stored.release();
    }
    return arrivals
        .fromRedis(job.request())
        .compose(found ->
            found.isPresent() ? found(job, found.get(), CacheOutcome.SHARED_HIT) : ask(job));
  }

  /** Takes over the reference. */
  private Future<Void> found(Job job, StoredResponse stored, CacheOutcome outcome) {
    job.fill().answer(Lookup.of(stored, outcome));
    over(job).end();
    stored.release();
    return Future.succeededFuture();
  }

  private Future<Void> ask(Job job) {
    return questions.of(job).compose(answer -> received(job, answer));
  }

  private Future<Void> received(Job job, SourceAnswer answer) {
    if (answer.status() == NOT_MODIFIED) {
      return validated(job, answer);
    }
    if (job.mayReplace(answer.status())) {
      answer.cancel();
      serveStale(job);
      over(job).end();
      return Future.succeededFuture();
    }
    if (job.wantsRest() && answer.status() == PARTIAL_CONTENT) {
      return completed(job, answer);
    }
    CacheRequest request = job.request();
    String wrong = answer.status() == PARTIAL_CONTENT ? Unasked.ofPart(request, answer) : null;
    if (wrong != null) {
      answer.cancel();
      return malformed(wrong);
    }
    return switch (request
        .rule()
        .judge(request.asGet(), request.uri(), answer.response().head(), answer.timing())) {
      case Verdict.Pass pass -> passed(job, answer, pass);
      case Verdict.Keep keep -> kept(job, answer, keep);
    };
  }

  private static <T> Future<T> malformed(String detail) {
    return Future.failedFuture(new FailureException(new Failure.SourceMalformed(detail)));
  }

  private Future<Void> validated(Job job, SourceAnswer answer) {
    answer.cancel();
    StoredResponse stale = job.stale();
    if (stale == null || job.validate() == null || !stale.head().terms().hasValidator()) {
      return malformed("the source says 304, and nobody had asked so");
    }
    if (stale.validity(parts.shared().purges()) == Validity.GONE) { // it is not to come back
      return questions.whole(job).compose(second -> received(job.forWhole(), second));
    }
    StoredResponse updated = freshening.updated(stale, answer, job.request());
    if (Freshening.judge(updated.head(), job.request(), answer.timing())
        instanceof Verdict.Pass(_, String why)) {
      parts.memory().remove(job.key());
      parts.shared().unshareable().add(job.key());
      over(job).answerFirst(Lookup.of(updated, CacheOutcome.passed(job.reason(), why)));
      return Future.succeededFuture();
    }
    parts.memory().put(job.key(), updated);
    arrivals.share(job.request(), updated, answer.provenance());
    return found(job, updated, CacheOutcome.validated(job.reason(), answer.provenance()));
  }

  /** The rest of what is held came, or something that can't be put together with it. */
  private Future<Void> completed(Job job, SourceAnswer answer) {
    return arrivals
        .completed(job, answer)
        .compose(whole -> {
          if (whole.isPresent()) {
            return found(job, whole.get(), CacheOutcome.fetched(job.reason(), answer.provenance()));
          }
          parts.memory().remove(job.key());
          return questions.whole(job).compose(second -> received(job.forWhole(), second));
        });
  }

  private Future<Void> passed(Job job, SourceAnswer answer, Verdict.Pass pass) {
    if (!isOfOneRange(job, answer)) {
      parts.shared().unshareable().add(job.key());
      if (job.stale() != null && answer.status() < FIRST_SERVER_ERROR) {
        parts.memory().remove(job.key());
      }
    }
    if (job.background()) {
      answer.cancel();
      over(job).end();
    } else {
      StoredResponse passing = arrivals.pass(answer, pass.fields(), true);
      over(job)
          .answerFirst(new Lookup(passing, CacheOutcome.passed(job.reason(), pass.reason()), true));
    }
    return Future.succeededFuture();
  }

  /** What is wrong with one client's range says nothing of the resource. */
  private static boolean isOfOneRange(Job job, SourceAnswer answer) {
    return job.request().range() != null && answer.status() == RANGE_NOT_SATISFIABLE;
  }

  private Future<Void> kept(Job job, SourceAnswer answer, Verdict.Keep keep) {
    Arrivals.Arrival arrival = arrivals.keep(job.request(), answer, keep);
    boolean shareable = remember(job.key(), answer, keep) && arrival.shareable();
    return arrival
        .ready()
        .map(response -> {
          CacheOutcome outcome =
              arrival.shareable()
                  ? CacheOutcome.fetched(job.reason(), answer.provenance())
                  : CacheOutcome.passed(job.reason(), "too-large");
          Lookup lookup = lookup(response, job.request(), outcome);
          if (shareable) {
            job.fill().answer(lookup);
            lookup.release();
          } else if (job.background()) {
            lookup.release();
          } else {
            over(job).answerFirst(lookup);
          }
          arrival.stored().onComplete(_ -> over(job).end());
          return null;
        });
  }

  /** Whether others may have the response too; remembered for those who ask later. */
  private boolean remember(String key, SourceAnswer answer, Verdict.Keep keep) {
    boolean shareable =
        keep.terms().isFresh(answer.timing().responseMillis()) && !keep.terms().alwaysValidate();
    if (shareable) {
      parts.shared().unshareable().remove(key);
    } else {
      parts.shared().unshareable().add(key);
    }
    return shareable;
  }

  private static Lookup lookup(
      StoredResponse response, CacheRequest request, CacheOutcome outcome) {
    boolean judgedThere = request.content() != null || request.range() != null;
    return new Lookup(response, outcome, judgedThere || response.status() == PARTIAL_CONTENT);
  }

  /** The client's own question, and the answer for it alone; kept where it may be. */
  Future<Lookup> pass(CacheRequest request, ForwardReason reason) {
    return questions
        .verbatim(request)
        .compose(answer -> {
          freshening.seen(request, answer);
          Invalidation.targets(request.head().method(), request.uri(), answer.response().head())
              .forEach(parts::invalidate);
          return answered(request, answer, reason);
        });
  }

  private Future<Lookup> answered(CacheRequest request, SourceAnswer answer, ForwardReason reason) {
    Verdict verdict =
        request
            .rule()
            .judge(request.head(), request.uri(), answer.response().head(), answer.timing());
    return switch (verdict) {
      case Verdict.Keep keep when request.isFat() ->
          Future.succeededFuture(
              verbatim(
                  arrivals.pass(answer, keep.fields(), !request.head().isHead()),
                  CacheOutcome.passed(reason, "request-content"),
                  request));
      case Verdict.Keep keep -> {
        remember(request.key(), answer, keep);
        yield arrivals
            .keep(request, answer, keep)
            .ready()
            .map(response ->
                verbatim(response, CacheOutcome.fetched(reason, answer.provenance()), request));
      }
      case Verdict.Pass pass -> {
        boolean content = !request.head().isHead();
        yield Future.succeededFuture(
            verbatim(
                arrivals.pass(answer, pass.fields(), content),
                CacheOutcome.passed(reason, pass.reason()),
                request));
      }
    };
  }

  /**
   * Conditions of the client's were forwarded, unless the rule keeps them to itself; not all
   * servers heed those that guard against what has changed.
   */
  private static Lookup verbatim(
      StoredResponse response, CacheOutcome outcome, CacheRequest request) {
    boolean judged = !request.rule().isAuthoritative() && !request.isGuarded();
    return new Lookup(response, outcome, judged || response.status() == PARTIAL_CONTENT);
  }
}
