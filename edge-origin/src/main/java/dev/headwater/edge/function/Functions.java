package dev.headwater.edge.function;

import dev.headwater.edge.function.javascript.JavaScriptHost;
import dev.headwater.edge.function.wasm.WasmProgram;
import dev.headwater.edge.function.watch.Watch;
import dev.headwater.edge.function.watch.Watchdog;
import dev.headwater.edge.telemetry.FunctionMeters;
import dev.headwater.platform.settings.SettingsException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** The functions of a node, in the order in which they run. Thread-safe; closed with the node. */
public final class Functions implements AutoCloseable {
  /** Of JavaScript, CloudFront takes 10 KB; modules of WebAssembly bring their libraries. */
  private static final long MOST_BYTES = 4 << 20;

  private record Loaded(FunctionSettings settings, Program program) {}

  private final List<Loaded> loaded = new ArrayList<>();
  private final ExecutorService beside =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("functions").daemon().factory());

  /** No more threads at once than event loops, each of which has one call. */
  private final ExecutorService cutting =
      Executors.newCachedThreadPool(
          Thread.ofPlatform().name("functions-cut-", 0).daemon().factory());

  private final Watchdog watchdog;
  private final Watch loading;
  private @Nullable JavaScriptHost javaScript;

  private Functions(Duration shortestLimit) {
    this.watchdog = new Watchdog(shortestLimit);
    this.loading = watchdog.watch();
  }

  /**
   * Reads and checks them. Blocks.
   *
   * @throws SettingsException which says all that is wrong with any of them
   */
  public static Functions load(List<FunctionSettings> settings) {
    Duration shortest =
        settings.stream()
            .map(FunctionSettings::timeLimit)
            .min(Duration::compareTo)
            .orElse(Duration.ofSeconds(1));
    Functions functions = new Functions(shortest);
    List<String> errors = new ArrayList<>();
    for (FunctionSettings each : settings) {
      try {
        functions.loaded.add(new Loaded(each, functions.read(each)));
      } catch (InvalidFunctionException e) {
        errors.add("functions: %s: %s: %s".formatted(each.name(), each.file(), e.getMessage()));
      }
    }
    if (!errors.isEmpty()) {
      functions.close();
      throw new SettingsException(errors);
    }
    return functions;
  }

  private Program read(FunctionSettings settings) throws InvalidFunctionException {
    String file = settings.file().toString();
    if (file.endsWith(".wasm")) {
      return WasmProgram.read(settings, bytes(settings.file()));
    }
    if (!file.endsWith(".js")) {
      throw new InvalidFunctionException("of another kind (expected: .js or .wasm)");
    }
    if (javaScript == null) {
      javaScript = new JavaScriptHost(beside, cutting);
    }
    String text = new String(bytes(settings.file()), StandardCharsets.UTF_8);
    return javaScript.read(settings, text, loading);
  }

  private static byte[] bytes(Path file) throws InvalidFunctionException {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new InvalidFunctionException(
            "%d bytes (expected: <= %d)".formatted(Files.size(file), MOST_BYTES));
      }
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new InvalidFunctionException("there is no such file");
    } catch (IOException e) {
      throw new InvalidFunctionException("it can't be read: " + e);
    }
  }

  /** Those for one event loop more. Blocks: not for event loops. */
  public List<GuardedFunction> open(FunctionMeters meters) {
    Watch watch = watchdog.watch();
    return loaded.stream()
        .map(each ->
            new GuardedFunction(each.settings, each.program.open(watch), meters, System::nanoTime))
        .toList();
  }

  @Override
  public void close() {
    watchdog.close();
    beside.shutdown();
    cutting.shutdown();
    if (javaScript != null) {
      javaScript.close();
    }
  }
}
