package dev.headwater.edge.function;

import dev.headwater.edge.function.Outcome.Reason;
import dev.headwater.edge.function.event.EventJson;
import dev.headwater.edge.function.event.EventType;
import dev.headwater.edge.function.event.FunctionRequest;
import dev.headwater.edge.function.event.FunctionResponse;
import dev.headwater.edge.function.event.ViewerEvent;
import dev.headwater.edge.telemetry.FunctionMeters;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A function on one event loop, with what becomes of a request where it fails: that is counted,
 * told once a second, and answered as the settings say. Event-loop confined.
 */
public final class GuardedFunction {
  private static final Logger LOGGER = LoggerFactory.getLogger(GuardedFunction.class);
  private static final long SECOND_NANOS = 1_000_000_000;

  /** What is wrong with a result may name much of it. */
  private static final int LONGEST_DETAIL = 500;

  private final FunctionSettings settings;
  private final FunctionPaths paths;
  private final EdgeFunction function;
  private final FunctionMeters meters;
  private final LongSupplier nanos;
  private final CutAllowance allowance = new CutAllowance();
  private long toldNanos;

  GuardedFunction(
      FunctionSettings settings, EdgeFunction function, FunctionMeters meters, LongSupplier nanos) {
    this.settings = settings;
    this.paths = FunctionPaths.of(settings.paths());
    this.function = function;
    this.meters = meters;
    this.nanos = nanos;
    this.toldNanos = nanos.getAsLong() - SECOND_NANOS;
  }

  /**
   * Whether it runs then and there.
   *
   * @param path decoded, without a token before it; empty where it can't be read
   */
  public boolean isFor(EventType type, String path) {
    return settings.event() == type && paths.have(path);
  }

  /** Calls it. */
  public FunctionAnswer call(ViewerEvent event) {
    long began = nanos.getAsLong();
    if (!allowance.allows(began)) {
      return failed(
          new Outcome.Failed(Reason.RESTING, "it was cut off too often in the last second"), 0);
    }
    Outcome outcome = function.call(EventJson.of(event));
    long took = nanos.getAsLong() - began;
    return switch (outcome) {
      case Outcome.Returned(String json) -> returned(json, event, took);
      case Outcome.Failed failed -> {
        if (failed.reason() == Reason.CUT) {
          allowance.took(took);
        }
        yield failed(failed, took);
      }
    };
  }

  private FunctionAnswer returned(String json, ViewerEvent event, long took) {
    FunctionAnswer answer;
    try {
      answer = json.isEmpty() ? new FunctionAnswer.AsItWas() : answer(json, event);
    } catch (IllegalArgumentException e) {
      return failed(new Outcome.Failed(Reason.NONSENSE, String.valueOf(e.getMessage())), took);
    }
    boolean answers =
        answer instanceof FunctionAnswer.Response && settings.event() == EventType.VIEWER_REQUEST;
    meters.ended(settings.name(), answers ? "answered" : "passed", took);
    return answer;
  }

  private FunctionAnswer answer(String json, ViewerEvent event) {
    return switch (EventJson.result(json, event)) {
      case FunctionResponse response -> new FunctionAnswer.Response(response);
      case FunctionRequest request when settings.event() == EventType.VIEWER_REQUEST ->
          new FunctionAnswer.Request(request);
      case FunctionRequest _ ->
          throw new IllegalArgumentException("a request (expected: a response)");
    };
  }

  /** What it gave back can't be carried out. */
  public FunctionAnswer unusable(String why) {
    return failed(new Outcome.Failed(Reason.NONSENSE, why), 0);
  }

  private FunctionAnswer failed(Outcome.Failed failed, long took) {
    meters.ended(settings.name(), failed.reason().name().toLowerCase(Locale.ROOT), took);
    long now = nanos.getAsLong();
    if (now - toldNanos >= SECOND_NANOS) {
      toldNanos = now;
      LOGGER.warn(
          "the function {} failed ({}): {}",
          settings.name(),
          failed.reason(),
          LogText.of(failed.detail(), LONGEST_DETAIL));
    }
    return switch (settings.onFailure()) {
      case OPEN -> new FunctionAnswer.AsItWas();
      case CLOSED -> new FunctionAnswer.Refused(settings.name());
    };
  }
}
