package dev.headwater.control.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.DoubleConsumer;
import java.util.function.Predicate;

/** Makes all renditions of a source, by ffmpeg. Blocks the virtual thread that asks. */
final class Encoder {
  private final PackagingSettings settings;
  private final Programs programs;

  Encoder(PackagingSettings settings, Programs programs) {
    this.settings = settings;
    this.programs = programs;
  }

  /**
   * Fails with PackagingException where ffmpeg does.
   *
   * @param folder where each rendition gets a folder
   * @param encodedSeconds told, on another thread, how far it got
   */
  void encode(EncodePlan plan, Path source, Path folder, DoubleConsumer encodedSeconds)
      throws IOException {
    for (String rendition : plan.renditionIds().toList()) {
      Files.createDirectories(folder.resolve(rendition));
    }
    List<String> command = EncodeCommand.of(settings, plan, source, folder);
    ProgramEnd end = programs.run(command, signOfLife(encodedSeconds)).await();
    if (!end.succeeded()) {
      throw ProgramFailure.ofEncoder(end);
    }
  }

  /** A report is a sign of life only where it tells of more than the last one. */
  private static Predicate<String> signOfLife(DoubleConsumer encodedSeconds) {
    double[] furthest = {0};
    return line -> {
      boolean beyond = ProgressLine.isBeyond(line, furthest);
      if (beyond) {
        encodedSeconds.accept(furthest[0]);
      }
      return beyond;
    };
  }
}
