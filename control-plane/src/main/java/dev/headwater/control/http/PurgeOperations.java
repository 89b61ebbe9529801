package dev.headwater.control.http;

import dev.headwater.control.account.Caller;
import dev.headwater.control.account.Role;
import dev.headwater.control.cdn.CdnProgress;
import dev.headwater.control.node.Node;
import dev.headwater.control.node.NodeRegistry;
import dev.headwater.control.purge.PurgeDesk;
import dev.headwater.control.purge.PurgeItems;
import dev.headwater.control.purge.PurgeProgress;
import dev.headwater.control.refusal.Reason;
import dev.headwater.control.refusal.RefusedException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** The operations tagged {@code operation}: purges, and the nodes that apply them. */
record PurgeOperations(PurgeDesk desk, NodeRegistry nodes) {
  Map<String, ApiOperation> byId() {
    return Map.of(
        "createPurge", this::create,
        "getPurge", this::get,
        "listPurges", this::list,
        "retryPurge", this::retry,
        "listNodes", this::listNodes);
  }

  private ApiAnswer create(ApiCall call) {
    PurgeDesk.Receipt receipt = desk.take(call.person(), PurgeItems.of(call.body()));
    return ApiAnswer.of(
            202,
            new JsonObject()
                .put("id", receipt.id())
                .put("sequence", receipt.sequence())
                .put("state", "pending"))
        .with("Location", "/api/v1/purges/" + receipt.id());
  }

  private ApiAnswer get(ApiCall call) {
    return ApiAnswer.of(200, json(desk.find(call.person(), call.path("id"))));
  }

  /** The document has no other wish than for those that failed at a CDN. */
  private ApiAnswer list(ApiCall call) {
    JsonArray items = new JsonArray();
    desk.failed(call.person()).forEach(purge -> items.add(json(purge)));
    return ApiAnswer.of(200, new JsonObject().put("items", items));
  }

  private ApiAnswer retry(ApiCall call) {
    return ApiAnswer.of(202, json(desk.retry(call.person(), call.path("id"))));
  }

  private static JsonObject json(PurgeProgress purge) {
    JsonArray cdns = new JsonArray();
    purge.cdns().forEach(cdn -> cdns.add(json(cdn)));
    return Acknowledgement.json(purge.nodes())
        .put("id", purge.id())
        .put("sequence", purge.sequence())
        .put("createdAt", purge.createdAt().toInstant().toString())
        .put("cdns", cdns);
  }

  private static JsonObject json(CdnProgress cdn) {
    JsonObject json = new JsonObject().put("name", cdn.name()).put("state", cdn.state());
    cdn.appliedAt().ifPresent(at -> json.put("appliedAt", at.toInstant().toString()));
    cdn.error().ifPresent(error -> json.put("error", error));
    return json;
  }

  private ApiAnswer listNodes(ApiCall call) {
    Caller.Person person = call.person();
    if (!person.role().atLeast(Role.OPERATOR)) {
      throw new RefusedException(Reason.FORBIDDEN, "nodes are for operators to see");
    }
    JsonArray items = new JsonArray();
    nodes.list().forEach(node -> items.add(json(node)));
    return ApiAnswer.of(200, new JsonObject().put("items", items));
  }

  private static JsonObject json(Node node) {
    return new JsonObject()
        .put("node", node.name())
        .put("role", node.role())
        .put("region", node.region())
        .put("version", node.version())
        .put("policy", node.policy())
        .put("sequence", node.sequence())
        .put("health", node.health())
        .put("startedAt", node.startedAt().toInstant().toString())
        .put("lastSeenAt", node.lastSeen().toInstant().toString());
  }
}
