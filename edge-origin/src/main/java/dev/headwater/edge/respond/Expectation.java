package dev.headwater.edge.respond;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/** What a client waits for before it sends content (RFC 9110, section 10.1.1). */
public final class Expectation {
  private static final String CONTINUE = "100-continue";

  private Expectation() {}

  /** Lets a client that asks first send its content. */
  public static void meet(HttpServerRequest request) {
    String expected = request.getHeader(HttpHeaders.EXPECT);
    if (expected != null && expected.equalsIgnoreCase(CONTINUE)) {
      request.response().writeContinue();
    }
  }
}
