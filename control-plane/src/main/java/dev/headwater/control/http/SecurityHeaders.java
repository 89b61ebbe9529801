package dev.headwater.control.http;

import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;

/** What browsers are told of every answer, so that a page of ours does only what it is for. */
final class SecurityHeaders implements Handler<RoutingContext> {
  private final String policy;

  /**
   * Lets pages play from the data plane.
   *
   * @param dataPlane where viewers reach it
   */
  SecurityHeaders(URI dataPlane) {
    String media = dataPlane.getScheme() + "://" + dataPlane.getRawAuthority();
    this.policy =
        String.join(
            "; ",
            "default-src 'self'",
            "connect-src 'self' " + media,
            "img-src 'self' data: blob: " + media,
            "media-src 'self' blob: " + media,
            "worker-src 'self' blob:",
            "style-src 'self' 'unsafe-inline'",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'");
  }

  @Override
  public void handle(RoutingContext context) {
    MultiMap headers = context.response().headers();
    headers.set("Content-Security-Policy", policy);
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "no-referrer");
    context.next();
  }
}
