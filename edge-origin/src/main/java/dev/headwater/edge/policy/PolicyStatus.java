package dev.headwater.edge.policy;

import io.vertx.core.json.JsonObject;
import java.util.Optional;

/**
 * Which policy is in force, and why what its file says isn't. Immutable.
 *
 * @param refusal empty where the file says what is in force
 */
public record PolicyStatus(String version, Optional<String> refusal) {
  public JsonObject toJson() {
    JsonObject json = new JsonObject().put("version", version);
    refusal.ifPresent(reason -> json.put("refused", reason));
    return json;
  }
}
