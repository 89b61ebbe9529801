package dev.headwater.control.encoding;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A node of the data plane that keeps what is pushed to it, and can refuse it. */
final class IngestRecorder implements AutoCloseable {
  private final Vertx vertx;
  private final int port;
  private final List<Put> puts = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private volatile int refusal;

  /** One request, as far as it has come. */
  static final class Put {
    private final String path;
    private final String authorization;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private volatile boolean ended;

    Put(String path, String authorization) {
      this.path = path;
      this.authorization = authorization;
    }

    String path() {
      return path;
    }

    String authorization() {
      return authorization;
    }

    boolean ended() {
      return ended;
    }

    byte[] body() {
      synchronized (body) {
        return body.toByteArray();
      }
    }

    Track track() {
      return Track.read(body());
    }

    private void add(byte[] bytes) {
      synchronized (body) {
        body.writeBytes(bytes);
      }
    }
  }

  IngestRecorder(Vertx vertx) {
    this.vertx = vertx;
    server = listen(0);
    port = server.actualPort();
  }

  private HttpServer listen(int wanted) {
    return vertx
        .createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(wanted))
        .requestHandler(this::take)
        .listen()
        .await();
  }

  private void take(HttpServerRequest request) {
    if (refusal > 0) {
      request.response().setStatusCode(refusal).end();
      return;
    }
    Put put =
        new Put(String.valueOf(request.path()), String.valueOf(request.getHeader("Authorization")));
    puts.add(put);
    request.handler(buffer -> put.add(buffer.getBytes()));
    request.endHandler(_ -> {
      put.ended = true;
      request.response().setStatusCode(204).end();
    });
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Of a track, from the first. */
  List<Put> puts(String path) {
    return puts.stream().filter(put -> put.path.equals(path)).toList();
  }

  /** The last one of a track. */
  Optional<Put> last(String path) {
    return puts(path).stream().reduce((_, later) -> later);
  }

  /** Answers everything with this status from now on; 0 takes it. */
  void refuse(int status) {
    refusal = status;
  }

  /** Cuts all connections, and takes no new ones. */
  void stop() {
    server.close().await();
  }

  void restart() {
    server = listen(port);
  }

  @Override
  public void close() {
    stop();
  }
}
