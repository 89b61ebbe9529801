package dev.headwater.control.account.signing;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The keys that there are: those to come, the one that signs, those before it. Immutable.
 *
 * @param keys the one that takes over last comes last
 */
record KeyRing(List<ScheduledKey> keys) {
  KeyRing {
    keys = List.copyOf(keys);
  }

  /** The last one whose time has come, else the first. */
  SigningKey signing(Instant now) {
    return keys.reversed().stream()
        .filter(key -> !now.isBefore(key.signsFrom()))
        .findFirst()
        .orElseGet(keys::getFirst)
        .key();
  }

  Optional<SigningKey> find(String kid) {
    return keys.stream().map(ScheduledKey::key).filter(key -> key.kid().equals(kid)).findFirst();
  }

  /** The JSON Web Key Set of the public halves (RFC 7517, section 5). */
  JsonObject toJwks() {
    return new JsonObject()
        .put("keys", new JsonArray(keys.stream().map(key -> key.key().toJwk()).toList()));
  }
}
