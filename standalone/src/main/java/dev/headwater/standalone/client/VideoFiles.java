package dev.headwater.standalone.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** The video files of a folder, by their names. */
public final class VideoFiles {
  private static final Set<String> ENDINGS =
      Set.of(
          "3gp", "avi", "flv", "m2ts", "m4v", "mkv", "mov", "mp4", "mpeg", "mpg", "mts", "mxf",
          "ogv", "ts", "webm", "wmv");

  private VideoFiles() {}

  /** Also those in folders within, in the order of their names; hidden ones are left out. */
  public static List<Path> in(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> isVideo(folder.relativize(file)))
          .sorted()
          .toList();
    }
  }

  private static boolean isVideo(Path inFolder) {
    for (Path name : inFolder) {
      if (name.toString().startsWith(".")) {
        return false;
      }
    }
    String name = String.valueOf(inFolder.getFileName()).toLowerCase(Locale.ROOT);
    int dot = name.lastIndexOf('.');
    return dot > 0 && ENDINGS.contains(name.substring(dot + 1));
  }
}
