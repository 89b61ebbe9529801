package dev.headwater.control.packaging;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Tells from a program's last words whose fault its failure is, and says it to a person. */
final class ProgramFailure {
  /** What the machine is to blame for, and may not happen again. */
  private static final List<String> PASSING =
      List.of(
          "No space left on device",
          "Cannot allocate memory",
          "Resource temporarily",
          "Input/output error",
          "Stale file handle",
          "Disk quota exceeded",
          "No such file or directory",
          "Permission denied",
          "error while loading shared libraries");

  /** A shell's, of a program that it can't run, and of one that it doesn't find. */
  private static final List<Integer> NOT_RUN = List.of(126, 127);

  private static final String NOT_MEDIA = "this is not a video or audio file, or it is damaged";

  /** What the programs say, and what it means for the file; what says more comes first. */
  private static final List<Meaning> MEANINGS =
      List.of(
          new Meaning(
              "moov atom not found",
              "the file is cut off: its index (moov), which comes last, is missing"),
          new Meaning("not on whitelist", "this is not a video or audio file of a known kind"),
          new Meaning("Invalid data found when processing input", NOT_MEDIA),
          new Meaning(
              "Error while filtering: Invalid argument",
              "the sound changes its format midway, which is not supported"),
          new Meaning("End of file", "the file is cut off"));

  /** Lines of ffmpeg's that are worth showing. */
  private static final int SHOWN_LINES = 2;

  private ProgramFailure() {}

  /** Of a probe: what can't be told apart is not a media file. */
  static PackagingException ofProbe(ProgramEnd end) {
    return passing("ffprobe", end)
        .orElseGet(() -> PackagingException.badSource(known(end).orElse(NOT_MEDIA)));
  }

  /** Of an encoder. */
  static PackagingException ofEncoder(ProgramEnd end) {
    return passing("ffmpeg", end)
        .orElseGet(() ->
            PackagingException.badSource(
                known(end).orElseGet(() -> "the file can't be decoded: " + lastWords(end))));
  }

  private static Optional<PackagingException> passing(String program, ProgramEnd end) {
    if (end.killed()) {
      return Optional.of(PackagingException.tryAgain(program + " " + end.manner()));
    }
    if (NOT_RUN.contains(end.status())) {
      return Optional.of(PackagingException.tryAgain(program + " does not run"));
    }
    return PASSING.stream()
        .filter(end.errors()::contains)
        .findFirst()
        .map(reason ->
            PackagingException.tryAgain(program + ": " + reason.toLowerCase(Locale.ROOT)));
  }

  private static Optional<String> known(ProgramEnd end) {
    return MEANINGS.stream()
        .filter(meaning -> end.errors().contains(meaning.words()))
        .findFirst()
        .map(Meaning::forPeople);
  }

  /** Without the names of files, which are nobody's business. */
  private static String lastWords(ProgramEnd end) {
    List<String> lines =
        end.errors()
            .lines()
            .map(line -> line.replaceAll("(file:)?/\\S+", "file").replaceAll("@ 0x\\w+", ""))
            .filter(line -> !line.isBlank())
            .toList();
    if (lines.isEmpty()) {
      return "ffmpeg " + end.manner();
    }
    return lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()).stream()
        .map(String::strip)
        .collect(Collectors.joining("; "));
  }

  private record Meaning(String words, String forPeople) {}
}
