package dev.headwater.edge.function;

import dev.headwater.edge.function.event.EventType;
import dev.headwater.platform.settings.DataSize;
import dev.headwater.platform.settings.Setting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The settings of one function. Immutable. */
public record FunctionSettings(
    @Setting(doc = "What the function is called in metrics and in the log.") String name,
    @Setting(
            doc =
                "Its file: JavaScript (.js) in the form of CloudFront Functions, or WebAssembly (.wasm).")
        Path file,
    @Setting(
            value = "viewer-request",
            doc =
                "When it runs: viewer-request (before the cache is looked into) or viewer-response (before an answer below 400 leaves).")
        EventType event,
    @Setting(
            doc =
                "The paths that it runs for, without a token before them: templates such as /vod/{title}/{epoch}/{rendition}/{n}.m4s, or what they begin with, such as /vod/*; none: all.")
        List<String> paths,
    @Setting(
            value = "closed",
            doc =
                "What becomes of a request when the function fails: open (it goes on as it was) or closed (503).")
        OnFailure onFailure,
    @Setting(
            value = "20ms",
            doc = "How much of the processor's time a call may take; the event loop waits for it.")
        Duration timeLimit,
    @Setting(value = "100000", doc = "How many statements of JavaScript a call may run.")
        int maxStatements,
    @Setting(
            value = "16MiB",
            doc =
                "The memory of a WebAssembly module; of JavaScript, what a call may allocate, looked at every few milliseconds only.")
        DataSize maxMemory) {
  private static final Duration LONGEST = Duration.ofSeconds(1);

  /** A page of WebAssembly: less is nothing. */
  private static final DataSize LEAST_MEMORY = new DataSize(64 * 1024);

  /** What a module of 32 bits can address, and an array of Java can hold. */
  private static final DataSize MOST_MEMORY = DataSize.ofMebibytes(1024);

  public FunctionSettings {
    paths = List.copyOf(paths);
    if (!name.matches("[a-z0-9][a-z0-9-]{0,62}")) {
      throw new IllegalArgumentException(
          "name: '" + name + "' (expected: small letters, digits and '-')");
    }
    if (timeLimit.compareTo(Duration.ofMillis(1)) < 0 || timeLimit.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "time-limit: %dms (expected: 1ms to 1s)".formatted(timeLimit.toMillis()));
    }
    if (maxStatements < 1) {
      throw new IllegalArgumentException("max-statements: " + maxStatements + " (expected: >= 1)");
    }
    if (maxMemory.compareTo(LEAST_MEMORY) < 0 || maxMemory.compareTo(MOST_MEMORY) > 0) {
      throw new IllegalArgumentException(
          "max-memory: %s (expected: %s to %s)".formatted(maxMemory, LEAST_MEMORY, MOST_MEMORY));
    }
    FunctionPaths.of(paths);
  }
}
