package dev.headwater.control.http.internal;

import dev.headwater.control.refusal.Reason;
import dev.headwater.platform.problem.Problem;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** Answers nodes: JSON, or a problem detail (RFC 9457). */
final class InternalAnswer {
  private InternalAnswer() {}

  static void json(RoutingContext context, JsonObject body) {
    send(context, 200, "application/json", body);
  }

  static void refuse(RoutingContext context, Reason reason, String detail) {
    Problem problem = new Problem(reason.type(), reason.title(), reason.status(), detail);
    send(context, problem.status(), Problem.MEDIA_TYPE, problem.toJson());
  }

  private static void send(RoutingContext context, int status, String type, JsonObject body) {
    HttpServerResponse response = context.response();
    if (!response.closed() && !response.ended()) {
      response
          .setStatusCode(status)
          .putHeader("Content-Type", type)
          .putHeader("Cache-Control", "no-store")
          .end(body.toBuffer());
    }
  }
}
