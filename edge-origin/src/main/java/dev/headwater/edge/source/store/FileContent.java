package dev.headwater.edge.source.store;

import dev.headwater.edge.failure.Failure;
import dev.headwater.edge.failure.FailureException;
import dev.headwater.edge.source.StallLimit;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import org.jspecify.annotations.Nullable;

/**
 * The content of a file, which fails where the disk stands still: whoever waits for it would do so
 * for ever. Event-loop confined.
 */
final class FileContent implements ReadStream<Buffer> {
  private final ReadStream<Buffer> file;
  private final StallLimit stall;
  private @Nullable Handler<Throwable> failed;

  /**
   * @param file paused
   * @param stallMillis how long a read may take
   */
  FileContent(Vertx vertx, ReadStream<Buffer> file, long stallMillis) {
    this.file = file;
    this.stall = new StallLimit(vertx, stallMillis, this::stalled);
  }

  /** Nobody waits for more. */
  void stop() {
    stall.stop();
    failed = null;
  }

  private void stalled() {
    file.handler(null).endHandler(null);
    fail(new FailureException(new Failure.SourceTimeout()));
  }

  private void fail(Throwable cause) {
    Handler<Throwable> told = failed;
    stop();
    if (told != null) {
      told.handle(cause);
    }
  }

  @Override
  public FileContent exceptionHandler(@Nullable Handler<Throwable> handler) {
    failed = handler;
    file.exceptionHandler(this::fail);
    return this;
  }

  @Override
  public FileContent handler(@Nullable Handler<Buffer> handler) {
    file.handler(
        handler == null
            ? null
            : piece -> {
              stall.progressed(piece.length());
              handler.handle(piece);
            });
    return this;
  }

  @Override
  public FileContent endHandler(@Nullable Handler<Void> handler) {
    file.endHandler(
        handler == null
            ? null
            : _ -> {
              stop();
              handler.handle(null);
            });
    return this;
  }

  @Override
  public FileContent pause() {
    stall.stop();
    file.pause();
    return this;
  }

  @Override
  public FileContent resume() {
    return fetch(Long.MAX_VALUE);
  }

  @Override
  public FileContent fetch(long amount) {
    stall.expect();
    file.fetch(amount);
    return this;
  }
}
