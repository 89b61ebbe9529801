package dev.headwater.control.http;

import dev.headwater.control.node.Acknowledged;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Which nodes have applied something, as the API shows it. */
final class Acknowledgement {
  private Acknowledgement() {}

  static JsonObject json(Acknowledged nodes) {
    JsonArray applied = new JsonArray();
    nodes
        .applied()
        .forEach(node ->
            applied.add(new JsonObject().put("node", node.node()).put("appliedAt", node.at())));
    return new JsonObject()
        .put("state", nodes.state())
        .put("nodes", applied)
        .put("unreachable", new JsonArray(nodes.unreachable()));
  }
}
