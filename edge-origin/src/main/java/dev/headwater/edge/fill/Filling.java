package dev.headwater.edge.fill;

import dev.headwater.edge.failure.Failure;
import dev.headwater.edge.failure.FailureException;
import dev.headwater.edge.memory.Body;
import dev.headwater.edge.source.SourceResponse;
import io.netty.buffer.ByteBuf;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.time.Duration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Moves the content of a source's response into a body. How long the source may stand still is its
 * own affair. Confined to the event loop that the source answers on.
 */
final class Filling {
  /** Whoever was told of a response begins to read it at once, or never. */
  private static final long DESERTED_MILLIS = Duration.ofSeconds(10).toMillis();

  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final Vertx vertx;
  private final Context context;
  private final SourceResponse source;
  private final Body body;
  private final long expected;
  private final long keepBytes;
  private final Promise<Outcome> outcome = Promise.promise();
  private long watch;
  private boolean progressed;
  private boolean passing;

  /** What there was no room for yet; more does not come meanwhile. */
  private @Nullable ByteBuf rest;

  /** What becomes of the bytes. */
  enum Outcome {
    /** All are here. */
    KEPT,
    /** They go by: the first will be gone before the last have come. */
    PASSED
  }

  /**
   * Holds a reference to the body until it ends.
   *
   * @param body not yet written to
   * @param expected bytes that are to come, where that is known
   * @param keepBytes a body that grows beyond this is not kept
   */
  Filling(Vertx vertx, SourceResponse source, Body body, OptionalLong expected, long keepBytes) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.source = source;
    this.body = body.retain();
    this.expected = expected.orElse(-1);
    this.keepBytes = keepBytes;
    this.watch = vertx.setPeriodic(DESERTED_MILLIS, _ -> checkReaders());
  }

  /**
   * Completes when the last byte has come, or when it is known that not all will be kept; fails
   * with {@link FailureException}.
   */
  Future<Outcome> run() {
    source.content().exceptionHandler(this::fail).handler(this::take).endHandler(_ -> end());
    source.content().resume();
    return outcome.future();
  }

  /** The body is not to be kept, from now on. */
  void pass() {
    passing = true;
    body.pass(
        new FailureException(new Failure.SourceUnavailable(RETRY_AFTER)),
        () -> context.runOnContext(_ -> fail(new FailureException(new Failure.ClientGone()))));
    outcome.complete(Outcome.PASSED);
  }

  private void take(Buffer part) {
    progressed = true;
    if (isOver()) {
      return;
    }
    if (expected >= 0 && body.length() + part.length() > expected) {
      fail(malformed("the source sends more than it announced"));
    } else if (!put(((BufferInternal) part).getByteBuf())) {
      source.content().pause();
    }
  }

  /** Whether more may come; else it goes on when readers have. */
  private boolean put(ByteBuf part) {
    ByteBuf left = part;
    do {
      int taken = body.append(left);
      left = left.slice(left.readerIndex() + taken, left.readableBytes() - taken);
      if (!passing && (left.isReadable() || body.length() > keepBytes)) {
        pass();
      }
    } while (left.isReadable() && !body.isOutOfRoom(this::goOnLater));
    if (!left.isReadable()) {
      return !body.isFull(this::goOnLater);
    }
    rest = left;
    if (body.sizeBytes() == 0) {
      fail(new FailureException(new Failure.Shed("this node is short of memory", RETRY_AFTER)));
    }
    return false;
  }

  private void goOnLater() {
    context.runOnContext(_ -> goOn());
  }

  private void goOn() {
    ByteBuf left = rest;
    rest = null;
    progressed = true;
    if (!isOver() && (left == null || put(left))) {
      source.content().resume();
    }
  }

  private void checkReaders() {
    if (!progressed && body.isDeserted()) {
      fail(new FailureException(new Failure.ClientGone())); // who was to read it never came
    }
    progressed = false;
  }

  private void end() {
    if (expected >= 0 && body.length() < expected) {
      fail(malformed("the source ended early"));
    } else if (finish()) {
      body.complete();
      source.cancel();
      outcome.tryComplete(Outcome.KEPT);
      body.release();
    }
  }

  private void fail(Throwable cause) {
    if (finish()) {
      FailureException failure =
          cause instanceof FailureException known
              ? known
              : new FailureException(new Failure.SourceUnavailable(RETRY_AFTER));
      body.fail(failure);
      outcome.tryFail(failure);
      source.cancel();
      body.release();
    }
  }

  private boolean isOver() {
    return watch < 0;
  }

  private boolean finish() {
    boolean first = !isOver();
    if (first) {
      vertx.cancelTimer(watch);
      watch = -1;
    }
    return first;
  }

  private static FailureException malformed(String detail) {
    return new FailureException(new Failure.SourceMalformed(detail));
  }
}
