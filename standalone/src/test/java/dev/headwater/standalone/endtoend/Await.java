package dev.headwater.standalone.endtoend;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Asks again and again, for a bounded time, what can only be asked. */
final class Await {
  private static final long PAUSE_NANOS = Duration.ofMillis(100).toNanos();

  private Await() {}

  /** The first answer that is there; fails after {@code limit}, naming {@code what}. */
  static <T> T answer(String what, Duration limit, Callable<Optional<T>> question) {
    long begun = System.nanoTime();
    while (true) {
      Optional<T> answer = ask(question);
      if (answer.isPresent()) {
        return answer.get();
      }
      if (System.nanoTime() - begun > limit.toNanos()) {
        throw new AssertionError("not within " + limit.toSeconds() + " s: " + what);
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  /** Returns when {@code fact} holds. */
  static void that(String what, Duration limit, BooleanSupplier fact) {
    boolean _ =
        answer(what, limit, () -> fact.getAsBoolean() ? Optional.of(true) : Optional.empty());
  }

  /** Returns true as soon as {@code fact} holds; false where it doesn't within {@code limit}. */
  static boolean comes(Duration limit, BooleanSupplier fact) {
    long begun = System.nanoTime();
    while (!fact.getAsBoolean()) {
      if (System.nanoTime() - begun > limit.toNanos()) {
        return false;
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    return true;
  }

  private static <T> Optional<T> ask(Callable<Optional<T>> question) {
    try {
      return question.call();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
