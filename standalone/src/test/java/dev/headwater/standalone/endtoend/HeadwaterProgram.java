package dev.headwater.standalone.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The program {@code ./headwater} on what this build has packaged. */
final class HeadwaterProgram {
  private static final Path ROOT = Path.of(System.getProperty("headwater.root", ".."));

  /** Bounds any command that ends by itself, packaging of a short clip included. */
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private HeadwaterProgram() {}

  /** Of the sources. */
  static Path root() {
    return ROOT.toAbsolutePath().normalize();
  }

  /** Where tests of this process may leave files for people. */
  static Path testFolder() {
    try {
      return Files.createDirectories(ROOT.resolve("standalone/target/endtoend/" + Fork.NUMBER));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A start of the program, not begun. It hears an interrupt even where this process was told to
   * ignore them, as those in the background of a shell are.
   */
  static ProcessBuilder command(Map<String, String> environment, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
    command.add(ROOT.resolve("headwater").toAbsolutePath().normalize().toString());
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> name.startsWith("HEADWATER_"));
    builder.environment().put("HEADWATER_BUILD", "never");
    builder.environment().put("HEADWATER_JAVA_HOME", System.getProperty("java.home"));
    builder.environment().putAll(environment);
    return builder.redirectInput(Path.of("/dev/null").toFile());
  }

  /** Runs the program to its end. */
  static ProgramRun run(Map<String, String> environment, List<String> arguments) {
    return ProgramRun.of(command(environment, arguments), LIMIT);
  }
}
