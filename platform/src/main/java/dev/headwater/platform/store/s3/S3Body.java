package dev.headwater.platform.store.s3;

import dev.headwater.platform.runtime.CallerContext;
import dev.headwater.platform.store.StoreException;
import dev.headwater.platform.store.StoreException.Reason;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.streams.ReadStream;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer: paused at first, of exactly the expected length, and given up when it
 * brings next to nothing while its reader wants more. Confined to the context that it came on.
 */
final class S3Body implements ReadStream<Buffer> {
  /** Fewer bytes than these in the stall time are no progress. */
  private static final long LEAST_PROGRESS = 16 * 1024;

  private final Vertx vertx;
  private final HttpClientResponse response;
  private final Duration stallTimeout;
  private final Runnable reset;
  private OptionalLong expected = OptionalLong.empty();
  private long received;
  private boolean isOver;
  private boolean isFlowing;
  private long timer = -1;
  private long receivedAtTimer;
  private Consumer<StoreException> failureHearer = _ -> {};
  private @Nullable Handler<Buffer> handler;
  private @Nullable Handler<Void> endHandler;
  private @Nullable Handler<Throwable> exceptionHandler;

  /**
   * @param response paused
   * @param reset gives the connection up
   */
  S3Body(Vertx vertx, HttpClientResponse response, Duration stallTimeout, Runnable reset) {
    this.vertx = vertx;
    this.response = response;
    this.stallTimeout = stallTimeout;
    this.reset = reset;
    response.exceptionHandler(failure ->
        fail(new StoreException(Reason.UNAVAILABLE, "the body was cut: " + failure, failure)));
    response.handler(this::receive);
    response.endHandler(_ -> end());
  }

  /** A body of another length is malformed. */
  S3Body expecting(long length) {
    expected = OptionalLong.of(length);
    return this;
  }

  /** Whoever reads the body, its failure is also told here. */
  S3Body reporting(Consumer<StoreException> hearer) {
    failureHearer = hearer;
    return this;
  }

  /** All of it, if it has no more than so many bytes. */
  Future<Buffer> collect(int maxLength) {
    Buffer collected = Buffer.buffer();
    Promise<Buffer> whole = CallerContext.promise(vertx);
    exceptionHandler(whole::tryFail);
    endHandler(_ -> whole.tryComplete(collected));
    handler(part -> {
      if (collected.length() + part.length() > maxLength) {
        fail(malformed("more than " + maxLength + " bytes"));
      } else {
        collected.appendBuffer(part);
      }
    });
    resume();
    return whole.future();
  }

  /** Gives the connection back where the body was read to its end, else up. */
  void close() {
    if (!isOver) {
      isOver = true;
      stopTimer();
      reset.run();
    }
  }

  private void receive(Buffer part) {
    received += part.length();
    if (expected.isPresent() && received > expected.getAsLong()) {
      fail(malformed("more than the announced " + expected.getAsLong() + " bytes"));
    } else if (!isOver && handler != null) {
      handler.handle(part);
    }
  }

  private void end() {
    if (expected.isPresent() && received < expected.getAsLong()) {
      fail(malformed(received + " bytes of " + expected.getAsLong()));
    } else if (!isOver) {
      isOver = true;
      stopTimer();
      if (endHandler != null) {
        endHandler.handle(null);
      }
    }
  }

  private static StoreException malformed(String detail) {
    return new StoreException(Reason.MALFORMED, "the body has " + detail);
  }

  private void fail(StoreException failure) {
    if (!isOver) {
      close();
      failureHearer.accept(failure);
      if (exceptionHandler != null) {
        exceptionHandler.handle(failure);
      }
    }
  }

  private void flow() {
    isFlowing = true;
    if (timer < 0 && !isOver) {
      receivedAtTimer = received;
      timer = vertx.setTimer(stallTimeout.toMillis(), _ -> checkProgress());
    }
  }

  private void checkProgress() {
    timer = -1;
    if (!isFlowing) {
      return; // the reader wants nothing: resuming starts the watch anew
    }
    if (received - receivedAtTimer < LEAST_PROGRESS) {
      fail(
          new StoreException(Reason.TIMEOUT, "the body stands still after " + received + " bytes"));
    } else {
      flow();
    }
  }

  private void stopTimer() {
    if (timer >= 0) {
      vertx.cancelTimer(timer);
      timer = -1;
    }
  }

  @Override
  public S3Body exceptionHandler(@Nullable Handler<Throwable> failureHandler) {
    this.exceptionHandler = failureHandler;
    return this;
  }

  @Override
  public S3Body handler(@Nullable Handler<Buffer> bytesHandler) {
    this.handler = bytesHandler;
    return this;
  }

  @Override
  public S3Body endHandler(@Nullable Handler<Void> overHandler) {
    this.endHandler = overHandler;
    return this;
  }

  @Override
  public S3Body pause() {
    isFlowing = false;
    stopTimer();
    response.pause();
    return this;
  }

  @Override
  public S3Body resume() {
    flow();
    response.resume();
    return this;
  }

  /** Not watched for progress: how much is still wanted is the reader's secret. */
  @Override
  public S3Body fetch(long amount) {
    response.fetch(amount);
    return this;
  }
}
