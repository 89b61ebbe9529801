package dev.headwater.control.upload;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import org.jspecify.annotations.Nullable;

/**
 * A stream that fails once it has brought more bytes than allowed. It listens for the failure of
 * what it reads from its first moment, so that a sender who leaves before the reading begins isn't
 * missed. Confined to the context of what it reads.
 */
final class BoundedStream implements ReadStream<Buffer> {
  private final ReadStream<Buffer> source;
  private final long maxBytes;
  private long bytes;
  private @Nullable Throwable failure;
  private @Nullable Handler<Throwable> exceptionHandler;

  BoundedStream(ReadStream<Buffer> source, long maxBytes) {
    this.source = source;
    this.maxBytes = maxBytes;
    source.exceptionHandler(this::fail);
  }

  /** What came through so far. */
  long bytes() {
    return bytes;
  }

  /** Why the sender's side failed, its own excess included; null where it did not. */
  @Nullable Throwable failure() {
    return failure;
  }

  @Override
  public BoundedStream handler(@Nullable Handler<Buffer> handler) {
    source.handler(handler == null ? null : chunk -> receive(chunk, handler));
    return this;
  }

  private void receive(Buffer chunk, Handler<Buffer> handler) {
    bytes += chunk.length();
    if (failure == null && bytes > maxBytes) {
      fail(new SourceTooLargeException(maxBytes));
    }
    if (failure == null) {
      handler.handle(chunk);
    }
  }

  private void fail(Throwable cause) {
    if (failure == null) {
      failure = cause;
      if (exceptionHandler != null) {
        exceptionHandler.handle(cause);
      }
    }
  }

  @Override
  public BoundedStream exceptionHandler(@Nullable Handler<Throwable> handler) {
    exceptionHandler = handler;
    if (handler != null && failure != null) {
      handler.handle(failure);
    }
    return this;
  }

  @Override
  public BoundedStream endHandler(@Nullable Handler<Void> handler) {
    source.endHandler(handler);
    return this;
  }

  @Override
  public BoundedStream pause() {
    source.pause();
    return this;
  }

  @Override
  public BoundedStream resume() {
    source.resume();
    return this;
  }

  @Override
  public BoundedStream fetch(long amount) {
    source.fetch(amount);
    return this;
  }
}
