package dev.headwater.control.account.signing;

import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** The keys that sign access tokens and that they are checked with. Thread-safe. */
public interface SigningKeys {
  /** The key that signs now. */
  SigningKey current();

  /** The key of that name, while tokens that it signed may be good. */
  Optional<SigningKey> byId(String kid);

  /** The JSON Web Key Set of the public halves (RFC 7517, section 5). */
  JsonObject toJwks();
}
