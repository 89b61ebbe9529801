package dev.headwater.edge.peer;

import static dev.headwater.edge.peer.Await.await;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** An HTTP server with one response, which counts who asks, and sends as slowly as it is told. */
final class CountingSource {
  private static final int PIECE = 64 * 1024;
  private static final int PIECES_A_TICK = 4;
  private static final long TICK_MILLIS = 10;

  final byte[] body;
  final List<String> ranges = new CopyOnWriteArrayList<>();
  private final Vertx vertx;
  private final HttpServer server;
  private final boolean strong;

  volatile String cacheControl = "max-age=60";

  /** Completes when a response may begin; the first request alone waits for it. */
  volatile Future<Void> head = Future.succeededFuture();

  /** Completes when the second half may be sent; the first request alone waits for it. */
  volatile Future<Void> rest = Future.succeededFuture();

  CountingSource(Vertx vertx, int size, boolean strong) {
    this.vertx = vertx;
    this.body = new byte[size];
    this.strong = strong;
    new Random(size).nextBytes(body);
    this.server =
        await(vertx.createHttpServer().requestHandler(this::answer).listen(0, "127.0.0.1"));
  }

  int port() {
    return server.actualPort();
  }

  int reads() {
    return ranges.size();
  }

  static Promise<Void> gate() {
    return Promise.promise();
  }

  private void answer(HttpServerRequest request) {
    String range = request.getHeader("Range");
    ranges.add(range == null ? "" : range);
    boolean first = ranges.size() == 1;
    Future<Void> mayBegin = first ? head : Future.succeededFuture();
    Future<Void> mayEnd = first ? rest : Future.succeededFuture();
    mayBegin.onSuccess(_ -> vertx.runOnContext(_ -> send(request.response(), range, mayEnd)));
  }

  private void send(HttpServerResponse response, @Nullable String range, Future<Void> mayEnd) {
    String[] ends = range == null ? new String[] {"0"} : range.replace("bytes=", "").split("-");
    int from = Integer.parseInt(ends[0]);
    int end = ends.length > 1 ? Integer.parseInt(ends[1]) + 1 : body.length;
    response
        .putHeader("Cache-Control", cacheControl)
        .putHeader("Accept-Ranges", "bytes")
        .putHeader("ETag", strong ? "\"one\"" : "W/\"one\"")
        .putHeader("Content-Length", Integer.toString(end - from));
    if (range != null) {
      response
          .setStatusCode(206)
          .putHeader("Content-Range", "bytes " + from + "-" + (end - 1) + "/" + body.length);
    }
    pieces(response, from, end, mayEnd);
  }

  private void pieces(HttpServerResponse response, int from, int end, Future<Void> mayEnd) {
    int half = body.length / 2;
    int at = from;
    for (int i = 0; i < PIECES_A_TICK && at < end; i++) {
      if (at >= half && !mayEnd.isComplete()) {
        int next = at;
        mayEnd.onSuccess(_ -> vertx.runOnContext(_ -> pieces(response, next, end, mayEnd)));
        return;
      }
      int last = Math.min(at + PIECE, at < half ? Math.min(half, end) : end);
      response.write(Buffer.buffer(last - at).appendBytes(body, at, last - at));
      at = last;
    }
    if (at >= end) {
      response.end();
    } else {
      int next = at;
      vertx.setTimer(TICK_MILLIS, _ -> pieces(response, next, end, mayEnd));
    }
  }
}
