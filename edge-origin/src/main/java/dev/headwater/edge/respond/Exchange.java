package dev.headwater.edge.respond;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;

/**
 * One request, with what is measured of it. Event-loop confined.
 *
 * @param request as Vert.x has it
 * @param startedNanos when its head was read, by {@link System#nanoTime()}
 * @param kind the kind of resource for metrics; {@code none} before it is known
 * @param decidedAt the sequence of the feed that was applied before it was decided who may have it
 */
public record Exchange(HttpServerRequest request, long startedNanos, String kind, long decidedAt) {
  public static Exchange begin(HttpServerRequest request) {
    return new Exchange(request, System.nanoTime(), "none", Long.MAX_VALUE);
  }

  public Exchange ofKind(String word) {
    return new Exchange(request, startedNanos, word, decidedAt);
  }

  public Exchange decidedAt(long sequence) {
    return new Exchange(request, startedNanos, kind, sequence);
  }

  boolean isHead() {
    return HttpMethod.HEAD.equals(request.method());
  }
}
