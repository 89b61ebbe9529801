package dev.headwater.edge.respond;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;

/**
 * One request, with what is measured of it. Event-loop confined.
 *
 * @param request as Vert.x has it
 * @param startedNanos when its head was read, by {@link System#nanoTime()}
 * @param kind the kind of resource for metrics; {@code none} before it is known
 */
public record Exchange(HttpServerRequest request, long startedNanos, String kind) {
  public static Exchange begin(HttpServerRequest request) {
    return new Exchange(request, System.nanoTime(), "none");
  }

  public Exchange ofKind(String word) {
    return new Exchange(request, startedNanos, word);
  }

  boolean isHead() {
    return HttpMethod.HEAD.equals(request.method());
  }
}
