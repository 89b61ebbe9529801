package dev.headwater.standalone.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A publication, as viewers address it, and what they have to get. Immutable.
 *
 * @param hls the path of its multivariant playlist, with the viewer's token where one is needed
 * @param stored the content of its files, by their paths without token
 */
record PlayedTitle(String hls, Map<String, byte[]> stored) {

  /** What lies in the bucket when the title is ready. */
  static PlayedTitle of(URI hls, Path bucket) {
    String path = hls.getPath();
    Path folder = bucket.resolve(withoutToken(path).substring(1)).getParent();
    Map<String, byte[]> stored = new HashMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        stored.put("/" + bucket.relativize(file), Files.readAllBytes(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new PlayedTitle(path, stored);
  }

  private static String withoutToken(String path) {
    return path.replaceFirst("^/t/[^/]+", "");
  }

  /** What an answer has to hold; empty where there is no such file. */
  Optional<byte[]> expected(URI address) {
    return Optional.ofNullable(stored.get(withoutToken(address.getPath())));
  }
}
