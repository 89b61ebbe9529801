package dev.headwater.edge.function.javascript;

import dev.headwater.edge.function.EdgeFunction;
import dev.headwater.edge.function.FunctionSettings;
import dev.headwater.edge.function.Outcome;
import dev.headwater.edge.function.Outcome.Reason;
import dev.headwater.edge.function.event.EventJson;
import dev.headwater.edge.function.event.ViewerEvent;
import dev.headwater.edge.function.watch.Watch;
import dev.headwater.edge.function.watch.Watch.Watched;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.graalvm.polyglot.PolyglotException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A function in JavaScript on one event loop, in one context; the next one lies ready, since one
 * that was cut off is given up. Event-loop confined.
 */
final class JavaScriptFunction implements EdgeFunction {
  private static final Logger LOGGER = LoggerFactory.getLogger(JavaScriptFunction.class);

  private final JavaScriptProgram program;
  private final FunctionSettings settings;
  private final Watch watch;
  private final Watch.Limits limits;
  private final Executor beside;
  private final Executor cutting;
  private final AtomicReference<@Nullable JavaScriptContext> spare = new AtomicReference<>();
  private final AtomicBoolean making = new AtomicBoolean();
  private @Nullable JavaScriptContext current;

  /** Blocks while the first context is made. */
  JavaScriptFunction(
      JavaScriptProgram program, FunctionSettings settings, Watch watch, JavaScriptHost host) {
    this.program = program;
    this.settings = settings;
    this.watch = watch;
    this.limits = new Watch.Limits(settings.timeLimit().toNanos(), settings.maxMemory().bytes());
    this.beside = host.beside();
    this.cutting = host.cutting();
    warmUp(program.context());
    this.current = program.context();
    this.spare.set(program.context());
  }

  /** What runs for the first time takes many times its time: that is not to be a viewer's call. */
  private void warmUp(JavaScriptContext context) {
    String event = EventJson.of(ViewerEvent.example(settings.event()));
    context.mute(true);
    for (int i = 0; i < Watch.WARM_UPS && context.isSound(); i++) {
      watch.during(
          Watch.Limits.OF_WARM_UP,
          () -> cutting.execute(context::close),
          () -> context.call(event));
    }
    beside.execute(context::close);
  }

  @Override
  public Outcome call(String event) {
    JavaScriptContext context = current == null ? next() : current;
    if (context == null) {
      return new Outcome.Failed(Reason.RESTING, "the next context isn't made yet");
    }
    Runnable cut = () -> cutting.execute(context::close);
    return switch (watch.during(limits, cut, () -> context.call(event))) {
      case Watched.CutOff<Outcome> _ -> {
        current = null; // another thread closes it
        yield new Outcome.Failed(
            Reason.CUT,
            "more than %d ms, or %s"
                .formatted(settings.timeLimit().toMillis(), settings.maxMemory()));
      }
      case Watched.Done<Outcome>(Outcome outcome) -> {
        if (!context.isSound()) {
          current = null;
          beside.execute(context::close);
        }
        yield outcome;
      }
    };
  }

  private @Nullable JavaScriptContext next() {
    current = spare.getAndSet(null);
    if (making.compareAndSet(false, true)) {
      beside.execute(this::make);
    }
    return current;
  }

  private void make() {
    try {
      spare.set(program.context());
    } catch (PolyglotException | IllegalStateException e) {
      LOGGER.debug("no context could be made for {}", settings.name(), e); // asked for again
    } finally {
      making.set(false);
    }
  }
}
