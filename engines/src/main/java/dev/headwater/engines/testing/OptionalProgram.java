package dev.headwater.engines.testing;

import dev.headwater.engines.ProgramPath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** A program that only some tests need and that not every machine has. */
public final class OptionalProgram {
  /** Set where everything is installed, so that no test is left out there without notice. */
  private static final String NO_SKIP = "headwater.no-skip";

  private OptionalProgram() {}

  /**
   * The program on the search path; where it is absent, the test is skipped, or fails with {@code
   * headwater.no-skip}.
   */
  public static Path require(String program) {
    return ProgramPath.find(program).orElseGet(() -> absent(program, "on the PATH"));
  }

  /** The same of a module that a program loads, in one of the folders where it looks. */
  public static Path requireModule(String file, List<Path> folders) {
    return folders.stream()
        .map(folder -> folder.resolve(file))
        .filter(Files::exists)
        .findFirst()
        .orElseGet(() -> absent(file, "in one of " + folders));
  }

  private static Path absent(String program, String place) {
    String reason = program + " is not installed (expected " + place + ")";
    if (Boolean.getBoolean(NO_SKIP)) {
      return Assertions.fail(reason + "; " + NO_SKIP + " forbids skipping");
    }
    System.err.println("skipped: " + reason);
    return Assumptions.abort(reason);
  }
}
