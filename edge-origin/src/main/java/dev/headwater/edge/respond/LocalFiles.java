package dev.headwater.edge.respond;

import dev.headwater.edge.http.range.ByteSpan;
import dev.headwater.platform.runtime.WorkerThreads;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Sends files of this machine without their bytes passing through the process. */
final class LocalFiles {
  private final Vertx vertx;

  LocalFiles(Vertx vertx) {
    this.vertx = vertx;
  }

  /** Completes with the number of bytes; a response that can't be finished is cut. */
  Future<Long> send(HttpServerResponse response, Path file, ByteSpan span) {
    return WorkerThreads.run(vertx, () -> FileChannel.open(file, StandardOpenOption.READ))
        .compose(channel ->
            response
                .sendFile(channel, span.from(), span.length())
                .eventually(() -> closed(channel)))
        .map(_ -> span.length())
        .onFailure(_ -> response.reset());
  }

  private Future<Void> closed(FileChannel channel) {
    return WorkerThreads.run(vertx, (WorkerThreads.Step) channel::close);
  }
}
