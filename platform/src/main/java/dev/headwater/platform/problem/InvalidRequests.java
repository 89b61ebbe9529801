package dev.headwater.platform.problem;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.http.HttpServerRequest;

/**
 * Answers requests that are no HTTP, or too long, with problem details, and closes their
 * connections: what follows on them can't be told apart. For use as an invalid-request handler.
 */
public final class InvalidRequests {
  private InvalidRequests() {}

  public static void answer(HttpServerRequest request) {
    Problem problem =
        switch (request.decoderResult().cause()) {
          case TooLongHttpLineException _ ->
              new Problem("uri-too-long", "URI too long", 414, "the target is too long");
          case TooLongHttpHeaderException _ ->
              new Problem(
                  "header-too-large",
                  "Request header fields too large",
                  431,
                  "the header fields are too large");
          default ->
              new Problem(
                  "malformed-request", "Malformed request", 400, "this is no HTTP/1.1 request");
        };
    request
        .response()
        .setStatusCode(problem.status())
        .putHeader("Content-Type", Problem.MEDIA_TYPE)
        .putHeader("Cache-Control", "no-store")
        .putHeader("Connection", "close")
        .end(problem.toJson().toBuffer())
        .onComplete(_ -> request.connection().close());
  }
}
