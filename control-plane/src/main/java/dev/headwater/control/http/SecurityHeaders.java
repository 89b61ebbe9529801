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
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' " + media,
            "media-src 'self' blob: " + media,
            "connect-src 'self' " + media,
            "worker-src 'self'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'");
  }

  @Override
  public void handle(RoutingContext context) {
    MultiMap headers = context.response().headers();
    headers.set("Content-Security-Policy", policy);
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "same-origin");
    headers.set("Cross-Origin-Opener-Policy", "same-origin");
    context.next();
  }
}
