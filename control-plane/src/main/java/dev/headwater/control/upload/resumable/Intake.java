package dev.headwater.control.upload.resumable;

import dev.headwater.platform.runtime.CallerContext;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one call, taken piece by piece: the sender is held up while nobody takes. A sender
 * who is silent for long, or leaves, ends it; so does {@link #end}. Confined to the context that it
 * is made on, but for {@link #end}.
 */
final class Intake implements AutoCloseable {
  /** Shorter than the door's own limit, so that what came is kept before the connection goes. */
  private static final Duration SILENCE = Duration.ofSeconds(20);

  /** Once another call waits for this one to end. */
  private static final Duration SILENCE_WHEN_WANTED = Duration.ofSeconds(2);

  private static final long LOOK_MILLIS = 500;

  private final Vertx vertx;
  private final Context context;
  private final ReadStream<Buffer> stream;
  private final long timer;
  private Buffer rest = Buffer.buffer();
  private boolean isOver;
  private long heardNanos = System.nanoTime();
  private Duration silence = SILENCE;
  private @Nullable Throwable failure;
  private @Nullable Fill fill;

  private record Fill(Buffer part, int upTo, Promise<Void> filled) {}

  /**
   * @param stream paused
   */
  Intake(Vertx vertx, ReadStream<Buffer> stream) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.stream = stream;
    stream.exceptionHandler(this::fail);
    stream.endHandler(_ -> {
      isOver = true;
      answer();
    });
    stream.handler(this::receive);
    this.timer = vertx.setPeriodic(LOOK_MILLIS, _ -> checkSilence());
  }

  /**
   * Adds what comes to the part until it is that long. Completes also where the stream ended, or
   * failed, before: what came is in the part.
   */
  Future<Void> fill(Buffer part, int upTo) {
    Promise<Void> filled = CallerContext.promise(vertx);
    fill = new Fill(part, upTo, filled);
    heardNanos = System.nanoTime();
    Buffer left = rest;
    rest = Buffer.buffer();
    receive(left);
    answer();
    if (!filled.future().isComplete()) {
      stream.resume();
    }
    return filled.future();
  }

  /** Completes with whether more bytes come than were taken. */
  Future<Boolean> hasMore() {
    Buffer one = Buffer.buffer();
    return fill(one, 1).map(_ -> one.length() > 0);
  }

  /** Why the sender's side failed; null where it did not. */
  @Nullable Throwable failure() {
    return failure;
  }

  /** Takes no more; what is waited for completes, as if the sender had left. From any thread. */
  void end(Throwable cause) {
    context.runOnContext(_ -> fail(cause));
  }

  /** Bears with less silence from now on. From any thread. */
  void hurry() {
    context.runOnContext(_ -> silence = SILENCE_WHEN_WANTED);
  }

  private void receive(Buffer bytes) {
    heardNanos = System.nanoTime();
    Fill asked = fill;
    if (asked == null) {
      rest.appendBuffer(bytes);
      return;
    }
    int fits = Math.min(bytes.length(), asked.upTo - asked.part.length());
    asked.part.appendBuffer(bytes, 0, fits);
    rest.appendBuffer(bytes, fits, bytes.length() - fits);
    if (asked.part.length() >= asked.upTo) {
      stream.pause();
      answer();
    }
  }

  private void fail(Throwable cause) {
    if (failure == null && !isOver) {
      failure = cause;
      answer();
    }
  }

  private void checkSilence() {
    if (fill != null && System.nanoTime() - heardNanos > silence.toNanos()) {
      fail(new TimeoutException("nothing came for " + silence.toSeconds() + " s"));
    }
  }

  private void answer() {
    Fill asked = fill;
    if (asked == null) {
      return;
    }
    boolean isFull = asked.part.length() >= asked.upTo;
    if (isFull || failure != null || (isOver && rest.length() == 0)) {
      fill = null;
      asked.filled.complete();
    }
  }

  /** Holds the sender up from now on; what reads on sets handlers of its own. */
  @Override
  public void close() {
    vertx.cancelTimer(timer);
    if (!isOver) {
      stream.pause();
    }
  }
}
