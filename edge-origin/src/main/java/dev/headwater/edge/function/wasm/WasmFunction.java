package dev.headwater.edge.function.wasm;

import com.dylibso.chicory.runtime.ChicoryInterruptedException;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.WasmException;
import dev.headwater.edge.function.EdgeFunction;
import dev.headwater.edge.function.FunctionSettings;
import dev.headwater.edge.function.Outcome;
import dev.headwater.edge.function.Outcome.Reason;
import dev.headwater.edge.function.Printing;
import dev.headwater.edge.function.event.EventJson;
import dev.headwater.edge.function.event.ViewerEvent;
import dev.headwater.edge.function.watch.Watch;
import dev.headwater.edge.function.watch.Watch.Watched;
import java.nio.charset.StandardCharsets;

/**
 * A function in WebAssembly on one event loop; each call has an instance of its own, which is
 * dropped with all that it has written. Event-loop confined.
 */
final class WasmFunction implements EdgeFunction {
  /** As much as JavaScript may give back. */
  private static final int MOST_RESULT_BYTES = 1 << 20;

  private final WasmProgram program;
  private final FunctionSettings settings;
  private final Watch watch;
  private final Watch.Limits limits;
  private final Printing printing;
  private final ImportValues imports;

  WasmFunction(WasmProgram program, FunctionSettings settings, Watch watch) {
    this.program = program;
    this.settings = settings;
    this.watch = watch;
    this.limits = new Watch.Limits(settings.timeLimit().toNanos(), Long.MAX_VALUE);
    this.printing = new Printing(settings.name());
    this.imports = Contract.imports(printing);
    warmUp();
  }

  /** What runs for the first time takes many times its time: that is not to be a viewer's call. */
  private void warmUp() {
    String event = EventJson.of(ViewerEvent.example(settings.event()));
    printing.mute(true);
    boolean ends = true;
    for (int i = 0; i < Watch.WARM_UPS && ends; i++) {
      ends = !(during(Watch.Limits.OF_WARM_UP, event) instanceof Watched.CutOff<Outcome>);
    }
    printing.mute(false);
  }

  @Override
  public Outcome call(String event) {
    printing.begin();
    return switch (during(limits, event)) {
      case Watched.Done<Outcome>(Outcome outcome) -> outcome;
      case Watched.CutOff<Outcome> _ ->
          new Outcome.Failed(
              Reason.CUT, "more than %d ms".formatted(settings.timeLimit().toMillis()));
    };
  }

  private Watched<Outcome> during(Watch.Limits most, String event) {
    Watched<Outcome> watched =
        watch.during(most, Thread.currentThread()::interrupt, () -> run(event));
    if (watched instanceof Watched.CutOff<Outcome>) {
      Thread.interrupted(); // or the event loop's next wait would end at once
    }
    return watched;
  }

  private Outcome run(String event) {
    try {
      return result(program.instance(imports), event.getBytes(StandardCharsets.UTF_8));
    } catch (ChicoryInterruptedException e) {
      return new Outcome.Failed(Reason.CUT, "interrupted");
    } catch (WasmException e) {
      return new Outcome.Failed(Reason.THREW, "an exception of its own, tag " + e.tagIdx());
    } catch (RuntimeException e) { // whatever a module makes Chicory throw
      return new Outcome.Failed(Reason.THREW, String.valueOf(e.getMessage()));
    } catch (StackOverflowError e) {
      return new Outcome.Failed(Reason.THREW, "it calls itself too deeply");
    } catch (OutOfMemoryError e) {
      return new Outcome.Failed(Reason.THREW, "there is no room for its memory");
    }
  }

  private static Outcome result(Instance instance, byte[] event) {
    int given = (int) instance.export(Contract.ALLOCATE).apply(event.length)[0];
    instance.memory().write(given, event);
    long result = instance.export(Contract.HANDLE).apply(given, event.length)[0];
    int pointer = (int) (result >>> Integer.SIZE);
    int length = (int) result;
    if (length < 0 || length > MOST_RESULT_BYTES) {
      return new Outcome.Failed(
          Reason.NONSENSE,
          "a result of %s bytes (expected: <= %d)"
              .formatted(Integer.toUnsignedString(length), MOST_RESULT_BYTES));
    }
    byte[] text = instance.memory().readBytes(pointer, length);
    return new Outcome.Returned(new String(text, StandardCharsets.UTF_8));
  }
}
