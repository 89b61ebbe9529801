package dev.headwater.edge.respond;

import dev.headwater.edge.hop.Audience;
import dev.headwater.edge.stored.SentFields;
import dev.headwater.edge.stored.StoredHead;
import dev.headwater.edge.stored.StoredResponse;
import io.vertx.core.MultiMap;

/** Which header fields the answers from a stored response have. Implementations are immutable. */
public interface Dress {
  /** Those that all answers share, encoded once for a response. */
  SentFields sent(StoredHead head);

  /** What those depend on besides the response: of another one they are others. */
  Object basis();

  /** Whom what is sent is for. */
  Audience audience();

  /** The same for a stored response, which keeps them. */
  default SentFields sent(StoredResponse stored) {
    return stored.sent(basis(), this::sent);
  }

  /** Adds those of this answer alone to what all answers from the stored response share. */
  void addTo(MultiMap headers, StoredHead head);
}
