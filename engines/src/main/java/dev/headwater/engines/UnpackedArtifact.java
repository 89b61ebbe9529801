package dev.headwater.engines;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * Unpacks the programs of an artifact once per version into a folder named after the artifact. The
 * folder appears whole or not at all, so that any number of processes may do it at once.
 */
final class UnpackedArtifact {
  /**
   * What a killed process left half unpacked is removed when it is older than any unpacking takes.
   */
  private static final Duration ABANDONED = Duration.ofHours(1);

  private static final String UNFINISHED = ".unfinished-";

  /** Writes the programs that {@code artifact} holds into {@code folder}. */
  @FunctionalInterface
  interface Unpacking {
    void unpack(JarFile artifact, Path folder) throws IOException;
  }

  private UnpackedArtifact() {}

  /** The folder with the programs of the artifact that holds {@code resource}. */
  static Path folder(Path cache, String resource, Unpacking unpacking) {
    URL url = EngineException.class.getResource(resource);
    if (url == null) {
      throw new EngineException(
          "not on the class path: " + resource + " (expected for Linux on x86-64)");
    }
    try {
      JarURLConnection connection = (JarURLConnection) url.openConnection();
      Path artifact = Path.of(connection.getJarFileURL().toURI());
      String name = String.valueOf(artifact.getFileName()).replaceFirst("\\.jar$", "");
      Path folder = cache.toAbsolutePath().resolve(name);
      if (!Files.isDirectory(folder)) {
        unpackInto(Files.createDirectories(cache), folder, artifact, unpacking);
      }
      return folder.toRealPath();
    } catch (IOException | UncheckedIOException | URISyntaxException e) {
      throw new EngineException("cannot unpack " + resource + " into " + cache + ": " + e, e);
    }
  }

  private static void unpackInto(Path cache, Path folder, Path artifact, Unpacking unpacking)
      throws IOException {
    removeAbandoned(cache);
    Path unfinished = Files.createTempDirectory(cache, folder.getFileName() + UNFINISHED);
    try (JarFile jar = new JarFile(artifact.toFile())) {
      unpacking.unpack(jar, unfinished);
      makePassable(unfinished);
      Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      deleteTree(unfinished);
      if (!Files.isDirectory(folder)) { // else another process was faster
        throw e;
      }
    }
  }

  /** Copies one file of the artifact and makes it executable. */
  static void copyProgram(JarFile jar, String entry, Path target) throws IOException {
    try (InputStream in = jar.getInputStream(jar.getEntry(entry))) {
      Files.copy(in, target);
    }
    if (!target.toFile().setExecutable(true, false)) {
      throw new IOException("cannot make executable: " + target);
    }
  }

  /** A temporary folder is closed to others; the programs may have to run as somebody else. */
  private static void makePassable(Path folder) throws IOException {
    if (!folder.toFile().setReadable(true, false) || !folder.toFile().setExecutable(true, false)) {
      throw new IOException("cannot open to others: " + folder);
    }
  }

  private static void removeAbandoned(Path cache) throws IOException {
    Instant limit = Instant.now().minus(ABANDONED);
    try (Stream<Path> folders = Files.list(cache)) {
      for (Path folder : folders.filter(f -> f.toString().contains(UNFINISHED)).toList()) {
        if (Files.getLastModifiedTime(folder).toInstant().isBefore(limit)) {
          deleteTree(folder);
        }
      }
    }
  }

  /** Deletes a folder with all that is in it; one that isn't there is no error. */
  static void deleteTree(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
