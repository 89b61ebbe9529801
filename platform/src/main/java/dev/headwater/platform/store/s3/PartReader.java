package dev.headwater.platform.store.s3;

import dev.headwater.platform.runtime.CallerContext;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream into parts of one size, of which it holds one at a time: the stream is paused while
 * nobody asks for the next. Confined to its context.
 */
final class PartReader {
  /**
   * A part.
   *
   * @param isLast whether the stream ended with it; such a part is shorter, or empty
   */
  record Part(Buffer bytes, boolean isLast) {}

  private final Vertx vertx;
  private final ReadStream<Buffer> stream;
  private final int partBytes;
  private Buffer gathered = Buffer.buffer();
  private Buffer rest = Buffer.buffer();
  private boolean isOver;
  private @Nullable Throwable failure;
  private @Nullable Promise<Part> asked;

  /**
   * @param stream paused
   */
  PartReader(Vertx vertx, ReadStream<Buffer> stream, int partBytes) {
    this.vertx = vertx;
    this.stream = stream;
    this.partBytes = partBytes;
    stream.exceptionHandler(this::fail);
    stream.endHandler(_ -> {
      isOver = true;
      answer();
    });
    stream.handler(this::gather);
  }

  /** To be asked for once the part before it has come. */
  Future<Part> next() {
    Promise<Part> promise = CallerContext.promise(vertx);
    asked = promise;
    Buffer left = rest;
    rest = Buffer.buffer();
    gather(left);
    answer();
    if (!promise.future().isComplete()) {
      stream.resume();
    }
    return promise.future();
  }

  private void gather(Buffer bytes) {
    int fits = Math.min(bytes.length(), partBytes - gathered.length());
    gathered.appendBuffer(bytes, 0, fits);
    rest.appendBuffer(bytes, fits, bytes.length() - fits);
    if (gathered.length() == partBytes) {
      stream.pause();
      answer();
    }
  }

  private void fail(Throwable cause) {
    if (failure == null) {
      failure = cause;
      answer();
    }
  }

  private void answer() {
    Promise<Part> promise = asked;
    if (promise == null) {
      return;
    }
    if (failure != null) {
      asked = null;
      promise.fail(failure);
    } else if (gathered.length() == partBytes) {
      complete(promise, false);
    } else if (isOver && rest.length() == 0) {
      complete(promise, true);
    }
  }

  private void complete(Promise<Part> promise, boolean isLast) {
    Part part = new Part(gathered, isLast);
    gathered = Buffer.buffer();
    asked = null;
    promise.complete(part);
  }
}
