package dev.headwater.platform.store.s3;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A stream that fails once it has given so many bytes, as a connection does that breaks. */
final class FailingStream implements ReadStream<Buffer> {
  private final ReadStream<Buffer> stream;
  private final long failAfter;
  private long given;
  private @Nullable Handler<Throwable> exceptionHandler;

  FailingStream(ReadStream<Buffer> stream, long failAfter) {
    this.stream = stream;
    this.failAfter = failAfter;
  }

  @Override
  public FailingStream exceptionHandler(@Nullable Handler<Throwable> handler) {
    exceptionHandler = handler;
    return this;
  }

  @Override
  public FailingStream handler(@Nullable Handler<Buffer> handler) {
    if (handler != null) {
      stream.handler(part -> {
        given += part.length();
        if (given < failAfter) {
          handler.handle(part);
        } else {
          stream.pause();
          if (exceptionHandler != null) {
            exceptionHandler.handle(new IOException("failed on purpose"));
          }
        }
      });
    }
    return this;
  }

  @Override
  public FailingStream pause() {
    stream.pause();
    return this;
  }

  @Override
  public FailingStream resume() {
    stream.resume();
    return this;
  }

  @Override
  public FailingStream fetch(long amount) {
    stream.fetch(amount);
    return this;
  }

  @Override
  public FailingStream endHandler(@Nullable Handler<Void> handler) {
    stream.endHandler(handler);
    return this;
  }
}
