package dev.headwater.edge.respond;

import dev.headwater.edge.failure.Failure;
import dev.headwater.edge.failure.FailureException;
import dev.headwater.edge.http.range.ByteSpan;
import dev.headwater.edge.memory.ContentReader;
import dev.headwater.platform.runtime.WorkerThreads;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.file.FileSystemException;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.function.Consumer;

/** Sends files of this machine without their bytes passing through the process. */
final class LocalFiles {
  /** The source tells what became of the file, once it is asked. */
  private static final Duration AGAIN = Duration.ofSeconds(1);

  private final Vertx vertx;
  private final Stalls stalls;

  LocalFiles(Vertx vertx, Stalls stalls) {
    this.vertx = vertx;
    this.stalls = stalls;
  }

  /**
   * Completes with the number of bytes; a response that can't be finished is cut.
   *
   * @param failedEarly told where nothing can be sent: the file is not what it was
   */
  Future<Long> send(
      HttpServerRequest request, Path file, ByteSpan span, Consumer<Throwable> failedEarly) {
    return WorkerThreads.run(vertx, () -> open(file, span.end()))
        .recover(cause -> Future.failedFuture(failure(cause)))
        .onFailure(failedEarly::accept)
        .compose(channel -> send(request, channel, span).onFailure(_ -> new Wire(request).cut()));
  }

  /** The same bytes to be read, where the kernel can't send them: in a stream of HTTP/2. */
  Future<ContentReader> reader(Path file, ByteSpan span) {
    return vertx
        .fileSystem()
        .open(file.toString(), new OpenOptions().setRead(true).setWrite(false).setCreate(false))
        .compose(opened ->
            opened
                .size()
                .compose(size ->
                    size < span.end()
                        ? opened
                            .close()
                            .compose(_ -> Future.failedFuture(shorter(file, span.end())))
                        : Future.<ContentReader>succeededFuture(
                            new FileReader(opened, span.from(), span.end()))))
        .recover(cause -> Future.failedFuture(failure(cause)));
  }

  private static EOFException shorter(Path file, long end) {
    return new EOFException(file + ": shorter than " + end + " bytes");
  }

  private static FailureException failure(Throwable thrown) {
    Throwable cause =
        thrown instanceof FileSystemException && thrown.getCause() != null
            ? thrown.getCause()
            : thrown;
    return new FailureException(
        cause instanceof NoSuchFileException
            ? new Failure.NotFound(AGAIN)
            : new Failure.SourceUnavailable(AGAIN));
  }

  private Future<Long> send(HttpServerRequest request, FileChannel channel, ByteSpan span) {
    Stalls.Write write = stalls.begin(request);
    return Future.succeededFuture()
        .compose(_ -> request.response().sendFile(channel, span.from(), span.length()))
        .onComplete(_ -> write.over())
        .eventually(() -> WorkerThreads.run(vertx, (WorkerThreads.Step) channel::close))
        .map(_ -> span.length());
  }

  /** A file that has become shorter would end an answer of the announced length too early. */
  private static FileChannel open(Path file, long end) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    if (channel.size() < end) {
      channel.close();
      throw shorter(file, end);
    }
    return channel;
  }
}
