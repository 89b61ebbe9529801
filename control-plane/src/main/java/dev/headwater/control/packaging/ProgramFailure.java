package dev.headwater.control.packaging;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Tells from a program's last words whose fault its failure is, and says it to a person. */
final class ProgramFailure {
  /** What the machine is to blame for, and may not happen again. */
  private static final List<String> PASSING =
      List.of("No space left on device", "Cannot allocate memory", "Resource temporarily");

  /** What ffmpeg and ffprobe say, and what it means for the file. */
  private static final Map<String, String> MEANINGS =
      Map.of(
          "moov atom not found",
          "the file is cut off: its index (moov), which comes last, is missing",
          "not on whitelist",
          "this is not a video or audio file of a known kind",
          "Invalid data found when processing input",
          "this is not a video or audio file, or it is damaged",
          "End of file",
          "the file is cut off");

  /** The order in which they are looked for: what says more comes first. */
  private static final List<String> ORDER =
      List.of(
          "moov atom not found",
          "not on whitelist",
          "Invalid data found when processing input",
          "End of file");

  /** Lines of ffmpeg's that are worth showing. */
  private static final int SHOWN_LINES = 2;

  private ProgramFailure() {}

  static PackagingException of(String program, ProgramEnd end) {
    if (end.killed()) {
      return PackagingException.tryAgain(program + " " + end.manner());
    }
    Optional<String> passing = PASSING.stream().filter(end.errors()::contains).findFirst();
    return passing
        .map(
            reason -> PackagingException.tryAgain(program + ": " + reason.toLowerCase(Locale.ROOT)))
        .orElseGet(() -> PackagingException.badSource(meaning(program, end)));
  }

  private static String meaning(String program, ProgramEnd end) {
    return ORDER.stream()
        .filter(end.errors()::contains)
        .findFirst()
        .map(MEANINGS::get)
        .map(String.class::cast)
        .orElseGet(() -> "the file can't be decoded: " + lastWords(program, end));
  }

  /** Without the names of files, which are nobody's business. */
  private static String lastWords(String program, ProgramEnd end) {
    List<String> lines =
        end.errors()
            .lines()
            .map(line -> line.replaceAll("(file:)?/\\S+", "file").replaceAll("@ 0x\\w+", ""))
            .filter(line -> !line.isBlank())
            .toList();
    if (lines.isEmpty()) {
      return program + " " + end.manner();
    }
    return lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()).stream()
        .map(String::strip)
        .collect(Collectors.joining("; "));
  }
}
