package dev.headwater.edge.fill;

import dev.headwater.edge.http.conditional.Preconditions;
import dev.headwater.edge.stored.StoredHead;
import dev.headwater.edge.stored.StoredResponse;

/** If-Match and If-Unmodified-Since against what is stored (RFC 9110, section 13.1). */
final class Guards {
  private Guards() {}

  static boolean hold(CacheRequest request, StoredResponse stored, long nowMillis) {
    StoredHead head = stored.head();
    return !(Preconditions.evaluate(request.head(), head.status(), head.validators(), nowMillis)
        instanceof Preconditions.PreconditionFailed);
  }
}
