package dev.headwater.control.http;

import dev.headwater.control.refusal.Reason;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.openapi.router.OpenAPIRoute;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The routes of the API, made from the OpenAPI document: each of its operations has exactly one
 * action.
 */
final class ApiRoutes {
  private final Vertx vertx;
  private final OpenApiDocument document;
  private final Map<String, ApiOperation> actions;

  /** Fails with IllegalArgumentException where document and actions name different operations. */
  ApiRoutes(Vertx vertx, OpenApiDocument document, Map<String, ApiOperation> actions) {
    this.vertx = vertx;
    this.document = document;
    this.actions = actions;
    Set<String> described =
        document.contract().operations().stream()
            .map(Operation::getOperationId)
            .collect(Collectors.toSet());
    if (!described.equals(actions.keySet())) {
      throw new IllegalArgumentException(
          "operations: " + actions.keySet() + " (expected: " + described + ")");
    }
  }

  OpenApiDocument document() {
    return document;
  }

  /** Whether there is an operation of that very method at the path. */
  boolean describes(HttpMethod method, String path) {
    Path found = document.contract().findPath(path);
    return found != null
        && found.getOperations().stream()
            .anyMatch(operation -> operation.getHttpMethod().equals(method));
  }

  Router router(Authentication authentication, MeterRegistry meters) {
    RequestCheck check = new RequestCheck(vertx, document.contract());
    RouterBuilder builder = RouterBuilder.create(vertx, document.contract());
    for (OpenAPIRoute route : builder.getRoutes()) {
      Operation operation = route.getOperation();
      ApiOperation action = actions.get(operation.getOperationId());
      if (action != null) {
        // The handler checks who calls before it reads and checks what they send.
        route.setDoSecurity(false);
        route.setDoValidation(false);
        route.addHandler(new ApiHandler(vertx, operation, action, authentication, check, meters));
      }
    }
    return builder.createRouter();
  }

  /** For calls that no operation took: the address is unknown, or the method. */
  void refuse(RoutingContext context) {
    Path path = document.contract().findPath(context.request().path());
    if (path == null) {
      ApiHandler.respond(
          context.response(), Problems.of(Reason.NOT_FOUND, "there is no such call"));
      return;
    }
    String allow = allow(path);
    if (context.request().method().equals(HttpMethod.OPTIONS)) {
      ApiHandler.respond(context.response(), ApiAnswer.noContent().with("Allow", allow));
    } else {
      ApiHandler.respond(
          context.response(),
          Problems.of(Reason.METHOD_NOT_ALLOWED, "here are " + allow).with("Allow", allow));
    }
  }

  private static String allow(Path path) {
    return path.getOperations().stream()
        .map(operation -> operation.getHttpMethod().name())
        .flatMap(method -> method.equals("GET") ? Stream.of("GET", "HEAD") : Stream.of(method))
        .sorted()
        .filter(method -> !method.equals("OPTIONS"))
        .collect(Collectors.joining(", "))
        .concat(", OPTIONS");
  }
}
