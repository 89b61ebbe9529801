package dev.headwater.platform.telemetry;

import dev.headwater.platform.problem.Problem;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.function.Supplier;

/**
 * Something that an operator may ask of one server, at its admin port. Immutable.
 *
 * @param path where
 * @param answer at once, without waiting for anything
 */
public record AdminCall(HttpMethod method, String path, Supplier<JsonObject> answer) {

  /** Shows something. */
  public static AdminCall get(String path, Supplier<JsonObject> answer) {
    return new AdminCall(HttpMethod.GET, path, answer);
  }

  /** Begins something, which goes on after the answer. */
  public static AdminCall post(String path, Runnable beginning) {
    return new AdminCall(
        HttpMethod.POST,
        path,
        () -> {
          beginning.run();
          return new JsonObject().put("status", "begun");
        });
  }

  void answer(HttpServerRequest request) {
    if (!method.equals(request.method())) {
      AdminServer.problem(
          request,
          new Problem("method-not-allowed", "Method not allowed", 405, "use " + method.name()));
    } else if (method.equals(HttpMethod.POST) && request.getHeader("Origin") != null) {
      AdminServer.problem(
          request, new Problem("forbidden", "Forbidden", 403, "no page of a browser may ask this"));
    } else {
      AdminServer.status(request, method.equals(HttpMethod.POST) ? 202 : 200, answer.get());
    }
  }
}
