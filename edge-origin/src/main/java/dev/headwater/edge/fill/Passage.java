package dev.headwater.edge.fill;

import dev.headwater.edge.failure.Failure;
import dev.headwater.edge.failure.FailureException;
import dev.headwater.edge.http.caching.Reuse;
import dev.headwater.edge.http.status.ForwardReason;
import dev.headwater.edge.stored.StoredResponse;
import io.vertx.core.Future;
import java.util.Optional;

/** Requests that wait for nobody, each with a question of its own. Event-loop confined. */
final class Passage {
  private final Forwarder forwarder;
  private final LoadShedder shedder;

  Passage(Forwarder forwarder, LoadShedder shedder) {
    this.forwarder = forwarder;
    this.shedder = shedder;
  }

  Future<Lookup> pass(CacheRequest request, ForwardReason reason) {
    Optional<Failure> refusal = shedder.refusalOfLate(request.priority());
    return refusal.isPresent()
        ? Future.failedFuture(new FailureException(refusal.get()))
        : forwarder.pass(request, reason);
  }

  /** The same, where what is stale may replace an error; takes over the reference to it. */
  Future<Lookup> pass(
      CacheRequest request, ForwardReason reason, StoredResponse stale, Reuse.Validate validate) {
    if (!validate.staleOnError()) {
      stale.release();
      return pass(request, reason);
    }
    Future<Lookup> passed = pass(request, reason);
    return passed.transform(answer -> {
      if (answer.succeeded() && !validate.mayReplace(answer.result().response().status())) {
        stale.release();
        return passed;
      }
      if (answer.succeeded()) {
        answer.result().release();
      }
      return Future.succeededFuture(Lookup.of(stale, CacheOutcome.FALLBACK));
    });
  }
}
