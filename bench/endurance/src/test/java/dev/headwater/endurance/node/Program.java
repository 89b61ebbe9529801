package dev.headwater.endurance.node;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The program {@code ./headwater}, on what was built last. */
final class Program {
  private static final Path ROOT = Path.of(System.getProperty("headwater.root", "../.."));

  private Program() {}

  /** A start of the program, not begun, that hears nothing of this one's settings. */
  static ProcessBuilder command(List<String> javaOptions, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(ROOT.resolve("headwater").toAbsolutePath().normalize().toString());
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> name.startsWith("HEADWATER_"));
    builder.environment().put("HEADWATER_BUILD", "never");
    builder.environment().put("HEADWATER_JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("HEADWATER_JAVA_OPTS", String.join(" ", javaOptions));
    return builder.redirectInput(Path.of("/dev/null").toFile()).redirectErrorStream(true);
  }
}
