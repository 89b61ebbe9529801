package dev.headwater.edge.fill;

import dev.headwater.edge.http.caching.Reuse;
import dev.headwater.edge.http.status.ForwardReason;
import dev.headwater.edge.stored.StoredResponse;
import org.jspecify.annotations.Nullable;

/**
 * A question to the source, and who waits for the answer. Event-loop confined.
 *
 * @param request that caused it
 * @param fillKey that the fill runs under
 * @param fill that is to be answered
 * @param reason why the source is asked
 * @param stale what may still hold; the job owns a reference, null where there is nothing
 * @param validate how what is stale may be used; null where there is nothing
 * @param background whether the client has its answer already
 */
record Job(
    CacheRequest request,
    String fillKey,
    Fill fill,
    ForwardReason reason,
    @Nullable StoredResponse stale,
    Reuse.@Nullable Validate validate,
    boolean background) {

  String key() {
    return request.key();
  }

  /** Whether what is stale may be the answer to an error with this status. */
  boolean mayReplace(int status) {
    return stale != null && validate != null && validate.mayReplace(status);
  }

  /** Whether it may be the answer to any error, and so to one that is yet to come. */
  boolean servesOnError() {
    return stale != null && validate != null && validate.staleOnError();
  }

  /** Whether it may be the answer where there is none. */
  boolean servesDisconnected() {
    return stale != null && validate != null && request.rule().servesDisconnected(validate);
  }

  /** Whether the source is asked for what is missing of something held. */
  boolean wantsRest() {
    return reason == ForwardReason.PARTIAL && request.range() == null;
  }

  /** The same, with nothing held. */
  Job forWhole() {
    return new Job(request, fillKey, fill, ForwardReason.MISS, null, null, background);
  }

  void releaseStale() {
    if (stale != null) {
      stale.release();
    }
  }
}
