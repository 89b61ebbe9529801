package dev.headwater.control.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;

/**
 * What holds of every call about uploads, before anything else (tus 1.0.0): each answer names the
 * version, and a method may stand in a header where a proxy lets nothing but POST through.
 */
final class TusHeaders implements Handler<RoutingContext> {
  private static final Set<HttpMethod> OVERRIDDEN =
      Set.of(HttpMethod.PATCH, HttpMethod.DELETE, HttpMethod.HEAD);

  @Override
  public void handle(RoutingContext context) {
    context.response().putHeader("Tus-Resumable", UploadOperations.VERSION);
    String method = context.request().getHeader("X-HTTP-Method-Override");
    if (method != null
        && context.request().method().equals(HttpMethod.POST)
        && OVERRIDDEN.contains(HttpMethod.valueOf(method))) {
      context.reroute(HttpMethod.valueOf(method), context.request().uri());
    } else {
      context.next();
    }
  }
}
