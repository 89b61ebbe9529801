package dev.headwater.edge.cost;

import static io.vertx.core.http.HttpHeaders.CACHE_CONTROL;
import static io.vertx.core.http.HttpHeaders.CONTENT_LENGTH;
import static io.vertx.core.http.HttpHeaders.CONTENT_TYPE;
import static io.vertx.core.http.HttpHeaders.ETAG;

import dev.headwater.platform.runtime.EventLoops;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.internal.buffer.BufferInternal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

/**
 * The least that a Vert.x server can do for a request: it finds an object by its path, and sends
 * the four fields and the off-heap bytes that were made before the first request came. Arguments: a
 * folder, and a port. Runs until it is killed.
 */
final class BareServer {
  private static final int BACKLOG = 4096;

  private record Field(CharSequence name, CharSequence value) {
    static Field of(CharSequence name, String value) {
      return new Field(name, HttpHeaders.createOptimized(value));
    }
  }

  private record Prepared(List<Field> fields, ByteBuf bytes) {
    static Prepared of(Path file) throws IOException {
      byte[] content = Files.readAllBytes(file);
      return new Prepared(
          List.of(
              Field.of(CONTENT_LENGTH, Integer.toString(content.length)),
              Field.of(CONTENT_TYPE, "video/mp4"),
              Field.of(ETAG, "\"" + Integer.toHexString(content.length) + "-1\""),
              Field.of(CACHE_CONTROL, "public, max-age=31536000, immutable")),
          Unpooled.unreleasableBuffer(Unpooled.directBuffer(content.length).writeBytes(content)));
    }
  }

  private final Map<String, Prepared> objects = new HashMap<>();

  private BareServer(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        objects.put("/" + folder.relativize(file), Prepared.of(file));
      }
    }
  }

  public static void main(String[] arguments)
      throws IOException, ExecutionException, InterruptedException {
    BareServer bare = new BareServer(Path.of(arguments[0]));
    Vertx vertx = EventLoops.start(new VertxOptions().setEventLoopPoolSize(1));
    vertx
        .createHttpServer(new HttpServerOptions().setAcceptBacklog(BACKLOG).setTcpNoDelay(true))
        .requestHandler(bare::answer)
        .listen(Integer.parseInt(arguments[1]), "127.0.0.1")
        .toCompletionStage()
        .toCompletableFuture()
        .get();
  }

  private void answer(HttpServerRequest request) {
    Prepared found = objects.get(request.path());
    HttpServerResponse response = request.response();
    if (found == null) {
      response.setStatusCode(404).end();
      return;
    }
    for (Field field : found.fields) {
      response.headers().add(field.name, field.value);
    }
    response.end(BufferInternal.buffer(found.bytes.duplicate()));
  }
}
