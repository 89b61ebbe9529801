package dev.headwater.edge;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Answers as {@link FuzzPaths} say. Event-loop confined. */
final class FuzzUpstream {
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d+)");
  private static final int PIECE_BYTES = 48 * 1024;
  private static final long PAUSE_MILLIS = 3;
  private static final String MINUTE = "max-age=60";

  private final Vertx vertx;

  FuzzUpstream(Vertx vertx) {
    this.vertx = vertx;
  }

  void answer(HttpServerRequest request) {
    if (!HttpMethod.GET.equals(request.method())) {
      request.response().setStatusCode(204).end();
      return;
    }
    String path = request.uri();
    FuzzPaths asked = FuzzPaths.parse(path);
    HttpServerResponse response = request.response();
    response.exceptionHandler(_ -> {});
    switch (asked.manner()) {
      case KEPT -> all(response, path, asked, MINUTE);
      case PRIVATE -> all(response, path, asked, "private, " + MINUTE);
      case CHUNKED ->
          response
              .setChunked(true)
              .putHeader("Cache-Control", MINUTE)
              .end(PathContent.of(path, 0, asked.size()));
      case SLOW -> {
        head(response, asked.size(), MINUTE);
        pieces(response, path, 0, asked.size());
      }
      case CUT -> {
        head(response, asked.size() + 1, MINUTE);
        response
            .write(PathContent.of(path, 0, asked.size() / 2))
            .onComplete(_ -> request.connection().close());
      }
      case STALE -> stale(request, asked);
      case SLICED -> ranged(request, asked);
    }
  }

  private static void head(HttpServerResponse response, int length, String control) {
    response
        .putHeader("Cache-Control", control)
        .putHeader("Content-Length", Integer.toString(length));
  }

  private static void all(
      HttpServerResponse response, String path, FuzzPaths asked, String control) {
    head(response, asked.size(), control);
    response.end(PathContent.of(path, 0, asked.size()));
  }

  private void pieces(HttpServerResponse response, String path, int from, int size) {
    int bytes = Math.min(PIECE_BYTES, size - from);
    if (bytes <= 0) {
      response.end();
      return;
    }
    response
        .write(PathContent.of(path, from, bytes))
        .onSuccess(
            _ -> vertx.setTimer(PAUSE_MILLIS, _ -> pieces(response, path, from + bytes, size)));
  }

  private static void stale(HttpServerRequest request, FuzzPaths asked) {
    HttpServerResponse response =
        request.response().putHeader("ETag", "\"1\"").putHeader("Age", "100");
    String control = MINUTE + ", stale-while-revalidate=600";
    if (request.headers().contains("If-None-Match")) {
      response.setStatusCode(304).putHeader("Cache-Control", control).end();
    } else {
      all(response, request.uri(), asked, control);
    }
  }

  private static void ranged(HttpServerRequest request, FuzzPaths asked) {
    HttpServerResponse response =
        request.response().putHeader("ETag", "\"1\"").putHeader("Accept-Ranges", "bytes");
    String field = request.getHeader("Range");
    Matcher range = RANGE.matcher(field == null ? "" : field);
    if (!range.matches()) {
      all(response, request.uri(), asked, MINUTE);
      return;
    }
    int first = Integer.parseInt(range.group(1));
    int last = Math.min(asked.size() - 1, Integer.parseInt(range.group(2)));
    head(response, last - first + 1, MINUTE);
    response
        .setStatusCode(206)
        .putHeader("Content-Range", "bytes %d-%d/%d".formatted(first, last, asked.size()))
        .end(PathContent.of(request.uri(), first, last - first + 1));
  }
}
