package dev.headwater.standalone.client;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What is to be published where. Immutable.
 *
 * @param visibility {@code public} or {@code private}
 */
public record Publishing(URI system, String visibility, List<NamedFile> files) {

  /** A file and the name of the title it becomes. */
  public record NamedFile(Path file, String name) {}

  /**
   * With several files, each one's name is added to {@code name}; without {@code name} it stands
   * alone.
   */
  public static Publishing of(
      URI system, String visibility, Optional<String> name, List<Path> files) {
    return files.stream()
        .map(file -> new NamedFile(file, title(name, file, files.size() > 1)))
        .collect(
            Collectors.collectingAndThen(
                Collectors.toUnmodifiableList(),
                named -> new Publishing(system, visibility, named)));
  }

  private static String title(Optional<String> name, Path file, boolean several) {
    String own = String.valueOf(file.getFileName()).replaceFirst("(?<=.)\\.[^.]*$", "");
    return name.map(given -> several ? given + " - " + own : given).orElse(own);
  }
}
