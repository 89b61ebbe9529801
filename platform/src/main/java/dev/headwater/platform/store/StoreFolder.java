package dev.headwater.platform.store;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The folder that a store's objects lie in. A symbolic link that leads out of it is no object, and
 * no way to one. Immutable; everything but {@link #path}, {@link #parts} and {@link #unfinished}
 * blocks.
 */
final class StoreFolder {
  /** Where objects lie until they are whole; keys can't start with a dot. */
  private static final String UNFINISHED = ".unfinished";

  /** Where the parts lie of objects that come over many calls: nothing here ends by itself. */
  private static final String PARTS = ".parts";

  /** No write pauses this long; other processes may be writing while this one opens the store. */
  private static final Duration ABANDONED_AFTER = Duration.ofDays(1);

  /** An object and the file that it was found in, all links resolved. */
  record Found(ObjectInfo info, Path file) {}

  private final Path root;

  private StoreFolder(Path root) {
    this.root = root;
  }

  /** Makes the folder where there is none, and drops what dead processes left unfinished. */
  static StoreFolder open(Path root) throws IOException {
    Files.createDirectories(root);
    StoreFolder folder = new StoreFolder(root.toRealPath());
    Files.createDirectories(folder.root.resolve(UNFINISHED));
    Files.createDirectories(folder.root.resolve(PARTS));
    folder.dropAbandoned();
    return folder;
  }

  Path path(String key) {
    return root.resolve(ObjectKey.check(key));
  }

  /** A place for a new object, in the same file system as all others. */
  Path unfinished() {
    return root.resolve(UNFINISHED).resolve(UUID.randomUUID().toString());
  }

  /** Where the parts of an object lie that was begun under that id. */
  Path parts(String id) {
    return root.resolve(PARTS).resolve(UUID.fromString(id).toString());
  }

  /** Empty where there is no object. */
  Optional<Found> find(String key) throws IOException {
    try {
      Path file = path(key).toRealPath();
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return file.startsWith(root) && attributes.isRegularFile()
          ? Optional.of(new Found(info(key, attributes), file))
          : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (FileSystemException e) {
      if (!(e instanceof AccessDeniedException) && leadsNowhere(path(key))) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Whether there is a file on the way, or a link that can't be followed, as one of a circle. */
  private boolean leadsNowhere(Path path) {
    for (Path at = path; !at.equals(root); at = parent(at)) {
      boolean lost = Files.isSymbolicLink(at) && !Files.exists(at);
      if (lost || (!at.equals(path) && Files.isRegularFile(at))) {
        return true;
      }
    }
    return false;
  }

  /** Puts a whole file in its place, in one step. */
  ObjectInfo moveInto(String key, Path unfinished) throws IOException {
    Path target = path(key);
    Path parent = parent(target);
    makeFolders(parent);
    if (!isInside(parent)) {
      throw new IOException(parent + " leads out of the store");
    }
    Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
    return info(key, Files.readAttributes(target, BasicFileAttributes.class));
  }

  /** One folder after the other, so that none is made behind a link that leads out. */
  private void makeFolders(Path folder) throws IOException {
    Path at = root;
    for (Path name : root.relativize(folder)) {
      if (!isInside(at)) {
        return;
      }
      at = at.resolve(name);
      Files.createDirectories(at);
    }
  }

  List<ObjectInfo> list(String prefix) throws IOException {
    Path folder = path(prefix);
    if (!Files.isDirectory(folder) || !isInside(folder)) {
      return List.of();
    }
    List<ObjectInfo> infos = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted().toList()) {
        String key = root.relativize(file).toString();
        if (ObjectKey.isValid(key)) {
          find(key).ifPresent(found -> infos.add(found.info));
        }
      }
    }
    return List.copyOf(infos);
  }

  void delete(String key) throws IOException {
    Path path = path(key);
    if (isInside(parent(path)) && !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      Files.deleteIfExists(path);
    }
  }

  void deleteAll(String prefix) throws IOException {
    Path folder = path(prefix);
    if (!isInside(parent(folder)) || !Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) { // links are deleted, not followed
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** False also where there is nothing. */
  private boolean isInside(Path folder) throws IOException {
    try {
      return folder.toRealPath().startsWith(root);
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private Path parent(Path path) {
    Path parent = path.getParent();
    return parent == null ? root : parent;
  }

  private static ObjectInfo info(String key, BasicFileAttributes attributes) {
    long micros = attributes.lastModifiedTime().to(TimeUnit.MICROSECONDS);
    String etag =
        "\"" + Long.toHexString(attributes.size()) + "-" + Long.toHexString(micros) + "\"";
    return new ObjectInfo(key, attributes.size(), etag, attributes.lastModifiedTime().toInstant());
  }

  private void dropAbandoned() throws IOException {
    Instant limit = Instant.now().minus(ABANDONED_AFTER);
    try (Stream<Path> files = Files.list(root.resolve(UNFINISHED))) {
      for (Path file : files.toList()) {
        if (Files.getLastModifiedTime(file).toInstant().isBefore(limit)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }
}
