package dev.headwater.platform.store.s3;

import dev.headwater.platform.runtime.CallerContext;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * An attempt, and a second one beside it once the first is slow to answer. The first answer counts,
 * and the other attempt is cancelled; a failure counts once no attempt is left. Confined to its
 * context.
 */
final class HedgedAttempts {
  private final Supplier<S3Attempt> sending;
  private final Promise<S3Attempt> winner;
  private final List<S3Attempt> running = new ArrayList<>();

  private HedgedAttempts(Vertx vertx, Supplier<S3Attempt> sending) {
    this.winner = CallerContext.promise(vertx);
    this.sending = sending;
  }

  /**
   * Completes with the attempt that was answered first.
   *
   * @param afterMillis when the second one is sent; empty for never
   * @param permitted whether it may be, asked at that time
   */
  static Future<S3Attempt> run(
      Vertx vertx,
      Supplier<S3Attempt> sending,
      OptionalLong afterMillis,
      BooleanSupplier permitted) {
    HedgedAttempts attempts = new HedgedAttempts(vertx, sending);
    attempts.start();
    afterMillis.ifPresent(millis -> {
      long timer =
          vertx.setTimer(
              millis,
              _ -> {
                if (permitted.getAsBoolean()) {
                  attempts.start();
                }
              });
      attempts.winner.future().onComplete(_ -> vertx.cancelTimer(timer));
    });
    return attempts.winner.future();
  }

  private void start() {
    S3Attempt attempt = sending.get();
    running.add(attempt);
    attempt.answer().onComplete(_ -> win(attempt), failure -> drop(attempt, failure));
  }

  private void win(S3Attempt attempt) {
    if (winner.tryComplete(attempt)) {
      running.remove(attempt);
      List.copyOf(running).forEach(S3Attempt::cancel);
    } else {
      attempt.cancel();
    }
  }

  private void drop(S3Attempt attempt, Throwable failure) {
    running.remove(attempt);
    if (running.isEmpty()) {
      winner.tryFail(failure);
    }
  }
}
