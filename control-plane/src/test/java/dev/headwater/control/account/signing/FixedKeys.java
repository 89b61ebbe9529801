package dev.headwater.control.account.signing;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** One key for ever. Immutable. */
public record FixedKeys(SigningKey current) implements SigningKeys {
  public static FixedKeys generate() {
    return new FixedKeys(SigningKey.generate());
  }

  @Override
  public Optional<SigningKey> byId(String kid) {
    return Optional.of(current).filter(key -> key.kid().equals(kid));
  }

  @Override
  public JsonObject toJwks() {
    return new JsonObject().put("keys", new JsonArray().add(current.toJwk()));
  }
}
