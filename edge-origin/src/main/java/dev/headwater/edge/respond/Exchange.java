package dev.headwater.edge.respond;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/**
 * One request, with what is measured of it. Event-loop confined.
 *
 * @param request as Vert.x has it
 * @param startedNanos when its head was read, by {@link System#nanoTime()}
 * @param kind the kind of resource for metrics; {@code none} before it is known
 * @param decidedAt the sequence of the feed that was applied before it was decided who may have it
 * @param lastWord who has it on the answer's head; null where nobody has
 */
public record Exchange(
    HttpServerRequest request,
    long startedNanos,
    String kind,
    long decidedAt,
    @Nullable LastWord lastWord) {
  public static Exchange begin(HttpServerRequest request) {
    return new Exchange(request, System.nanoTime(), "none", Long.MAX_VALUE, null);
  }

  public Exchange ofKind(String word) {
    return new Exchange(request, startedNanos, word, decidedAt, lastWord);
  }

  public Exchange decidedAt(long sequence) {
    return new Exchange(request, startedNanos, kind, sequence, lastWord);
  }

  /** Goes on as another request, before anything was decided on it. */
  public Exchange as(HttpServerRequest other) {
    return new Exchange(other, startedNanos, kind, decidedAt, lastWord);
  }

  public Exchange with(LastWord last) {
    return new Exchange(request, startedNanos, kind, decidedAt, last);
  }

  boolean isHead() {
    return HttpMethod.HEAD.equals(request.method());
  }
}
