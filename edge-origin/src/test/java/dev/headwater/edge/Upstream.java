package dev.headwater.edge;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An upstream server of a test, on one event loop; what it answers may change as it goes. */
final class Upstream implements AutoCloseable {
  final List<HttpServerRequest> requests = new CopyOnWriteArrayList<>();
  private final Vertx vertx = Vertx.vertx();
  private final HttpServer server;
  private volatile Handler<HttpServerRequest> handler;
  private volatile boolean open = true;

  Upstream(Handler<HttpServerRequest> handler) {
    this.handler = handler;
    this.server =
        Node.await(
            vertx
                .createHttpServer()
                .requestHandler(request -> {
                  requests.add(request);
                  this.handler.handle(request);
                })
                .listen(0, "127.0.0.1"));
  }

  /** Answers with this content, and fields by names and values in turn. */
  static Handler<HttpServerRequest> says(String content, String... fields) {
    return request -> {
      for (int i = 0; i < fields.length; i += 2) {
        request.response().putHeader(fields[i], fields[i + 1]);
      }
      request.response().end(content);
    };
  }

  void now(Handler<HttpServerRequest> next) {
    handler = next;
  }

  int port() {
    return server.actualPort();
  }

  Vertx vertx() {
    return vertx;
  }

  /** The request field of the latest request; empty where it had none. */
  String asked(String field) {
    return String.join(", ", requests.getLast().headers().getAll(field));
  }

  @Override
  public void close() {
    if (open) {
      open = false;
      Node.await(vertx.close());
    }
  }
}
