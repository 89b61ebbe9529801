package dev.headwater.edge.fill;

import dev.headwater.edge.failure.Failure;
import dev.headwater.edge.failure.FailureException;
import dev.headwater.edge.memory.Body;
import dev.headwater.edge.source.SourceResponse;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.time.Duration;
import java.util.OptionalLong;

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

  /** What became of the bytes. */
  enum Outcome {
    /** All are here. */
    KEPT,
    /** They went by. */
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

  /** Completes when the last byte has come; fails with {@link FailureException}. */
  Future<Outcome> run() {
    source.content().exceptionHandler(this::fail).handler(this::take).endHandler(_ -> end());
    source.content().resume();
    return outcome.future();
  }

  /** The body is not to be kept, from now on. */
  void pass() {
    passing = true;
    body.pass(
        () -> context.runOnContext(_ -> fail(new FailureException(new Failure.ClientGone()))));
  }

  private void take(Buffer part) {
    progressed = true;
    if (outcome.future().isComplete()) {
      return;
    }
    if (expected >= 0 && body.length() + part.length() > expected) {
      fail(malformed("the source sends more than it announced"));
    } else if (!body.append(((BufferInternal) part).getByteBuf())) {
      fail(new FailureException(new Failure.Shed("this node is short of memory", RETRY_AFTER)));
    } else {
      passWhatIsLarge();
      waitForReaders();
    }
  }

  private void passWhatIsLarge() {
    if (!passing && body.length() > keepBytes) {
      pass();
      if (body.isLeft()) {
        fail(new FailureException(new Failure.ClientGone()));
      }
    }
  }

  private void waitForReaders() {
    if (body.isFull(() -> context.runOnContext(_ -> resume()))) {
      source.content().pause();
    }
  }

  private void resume() {
    if (!outcome.future().isComplete()) {
      progressed = true;
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
      outcome.complete(passing ? Outcome.PASSED : Outcome.KEPT);
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
      outcome.fail(failure);
      source.cancel();
      body.release();
    }
  }

  private boolean finish() {
    boolean first = watch >= 0;
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
