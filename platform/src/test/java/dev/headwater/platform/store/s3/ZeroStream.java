package dev.headwater.platform.store.s3;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import org.jspecify.annotations.Nullable;

/** A stream of so many zero bytes, paused at first. Confined to the context that resumes it. */
final class ZeroStream implements ReadStream<Buffer> {
  private static final int PART_BYTES = 64 * 1024;

  private final Vertx vertx;
  private long left;
  private boolean isFlowing;
  private @Nullable Handler<Buffer> handler;
  private @Nullable Handler<Void> endHandler;

  ZeroStream(Vertx vertx, long length) {
    this.vertx = vertx;
    this.left = length;
  }

  @Override
  public ZeroStream resume() {
    isFlowing = true;
    vertx.runOnContext(_ -> give());
    return this;
  }

  private void give() {
    while (isFlowing && left > 0 && handler != null) {
      int length = (int) Math.min(left, PART_BYTES);
      left -= length;
      handler.handle(Buffer.buffer(new byte[length]));
    }
    if (isFlowing && left == 0 && endHandler != null) {
      isFlowing = false;
      endHandler.handle(null);
    }
  }

  @Override
  public ZeroStream pause() {
    isFlowing = false;
    return this;
  }

  @Override
  public ZeroStream fetch(long amount) {
    return resume();
  }

  @Override
  public ZeroStream exceptionHandler(@Nullable Handler<Throwable> failureHandler) {
    return this; // it never fails
  }

  @Override
  public ZeroStream handler(@Nullable Handler<Buffer> bytesHandler) {
    handler = bytesHandler;
    return this;
  }

  @Override
  public ZeroStream endHandler(@Nullable Handler<Void> overHandler) {
    endHandler = overHandler;
    return this;
  }
}
