package dev.headwater.edge.function.javascript;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.function.EdgeFunction;
import dev.headwater.edge.function.FunctionSettings;
import dev.headwater.edge.function.FunctionUnderTest;
import dev.headwater.edge.function.InvalidFunctionException;
import dev.headwater.edge.function.Outcome;
import dev.headwater.edge.function.watch.Watch;
import dev.headwater.edge.function.watch.Watchdog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Contexts that are closed while they are called, or before. */
class JavaScriptContextTest {
  private static final FunctionSettings SETTINGS =
      FunctionUnderTest.settings(
          Path.of("f.js"), "time-limit", "50ms", "max-statements", "2000000000");

  @Test
  void aCallOfOneThatIsClosedIsCutOff() {
    try (JavaScriptHost host = new JavaScriptHost(Runnable::run, Runnable::run)) {
      JavaScriptContext context =
          JavaScriptContext.of(
              host,
              JavaScriptHost.source("(function () { return function () { return {}; }; })", "f.js"),
              SETTINGS);
      assertThat(context.call("{}")).isEqualTo(new Outcome.Returned("{}"));
      context.close();
      assertThat(context.call("{}"))
          .isInstanceOfSatisfying(
              Outcome.Failed.class,
              failed -> assertThat(failed.reason()).isEqualTo(Outcome.Reason.CUT));
      assertThat(context.isSound()).isFalse();
    }
  }

  /** Contexts are made and calls are ended: each takes its time, and no cut may wait for that. */
  @Test
  @Timeout(60)
  void aCallIsCutOffWhateverElseIsUnderWay() throws InvalidFunctionException {
    CountDownLatch done = new CountDownLatch(1);
    try (ExecutorService beside = Executors.newSingleThreadExecutor();
        ExecutorService cutting = Executors.newCachedThreadPool();
        Watchdog watchdog = new Watchdog(Duration.ofMillis(50));
        JavaScriptHost host = new JavaScriptHost(beside, cutting)) {
      Watch watch = watchdog.watch();
      EdgeFunction function =
          host.read(
                  SETTINGS,
                  "function handler(event) { while (event.endless) {} return {}; }",
                  watch)
              .open(watch);
      beside.execute(() -> awaited(done));
      assertThat(function.call("{\"endless\": true}"))
          .isInstanceOfSatisfying(
              Outcome.Failed.class,
              failed -> assertThat(failed.reason()).isEqualTo(Outcome.Reason.CUT));
      assertThat(function.call("{}")).isEqualTo(new Outcome.Returned("{}"));
      done.countDown();
    } finally {
      done.countDown();
    }
  }

  private static void awaited(CountDownLatch done) {
    try {
      done.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
