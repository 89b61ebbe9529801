package dev.headwater.edge.respond;

import dev.headwater.edge.stored.SentFields;
import dev.headwater.edge.stored.StoredHead;
import dev.headwater.edge.stored.StoredResponse;
import io.vertx.core.MultiMap;

/** Which header fields the answers from a stored response have. Implementations are immutable. */
public interface Dress {
  /** Those that all answers share, encoded once for a response. */
  SentFields sent(StoredHead head);

  /** Whether anyone may have what is sent; else it is for one viewer. */
  boolean shared();

  /** The same for a stored response, which keeps them. */
  default SentFields sent(StoredResponse stored) {
    return stored.sent(this::sent);
  }

  /** Those of this answer alone. */
  void addTo(MultiMap headers);
}
