package dev.headwater.edge.function;

import dev.headwater.engines.testing.OptionalProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Modules of WebAssembly from their text, by {@code wat2wasm} (Debian: wabt). */
public final class WatModule {
  private static final Path ROOT =
      Path.of(System.getProperty("headwater.root", "..")).toAbsolutePath();

  private static final String ASSEMBLER = "wat2wasm";

  private static final Pattern EXAMPLE = Pattern.compile("```wat\\n(.*?)```", Pattern.DOTALL);

  private WatModule() {}

  /** Skips the test where the assembler is missing. */
  public static void require() {
    OptionalProgram.require(ASSEMBLER);
  }

  /** One whose {@code handle} does that, and that gives its memory out from 8 KiB on. */
  public static String with(String handle) {
    return with("", handle);
  }

  /** One that has further definitions, too. */
  public static String with(String definitions, String handle) {
    return """
    (module
      (import "headwater" "log" (func $log (param i32 i32)))
      (memory (export "memory") 1)
      (global $calls (mut i32) (i32.const 0))
      %s
      (func $allocate (export "allocate") (param i32) (result i32) (i32.const 8192))
      (func $handle (export "handle") (param $pointer i32) (param $length i32) (result i64)
        %s))
    """
        .formatted(definitions, handle);
  }

  /** The first module that a page of the documentation shows. */
  public static String example(String page) throws IOException {
    Matcher example = EXAMPLE.matcher(Files.readString(ROOT.resolve(page)));
    if (!example.find()) {
      throw new AssertionError(page + " has no ```wat");
    }
    return example.group(1);
  }

  /** The file of the module. */
  public static Path assemble(Path folder, String text) {
    try {
      Path source = Files.writeString(folder.resolve("f.wat"), text);
      Path module = folder.resolve("f.wasm");
      Process running =
          new ProcessBuilder(
                  OptionalProgram.require(ASSEMBLER).toString(),
                  "--enable-exceptions",
                  "--enable-tail-call",
                  "--enable-threads",
                  source.toString(),
                  "-o",
                  module.toString())
              .inheritIO()
              .start();
      if (!running.waitFor(30, TimeUnit.SECONDS) || running.exitValue() != 0) {
        throw new AssertionError("not assembled: " + text);
      }
      return module;
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
