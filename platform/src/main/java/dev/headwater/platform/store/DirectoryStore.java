package dev.headwater.platform.store;

import dev.headwater.platform.runtime.WorkerThreads;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.streams.ReadStream;
import java.io.IOException;
import java.nio.file.Files;
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
 * A store in a local directory. An object is written beside its place, flushed to disk, and moved
 * there in one step. Thread-safe; file operations run on Vert.x worker threads.
 */
public final class DirectoryStore implements ObjectStore, LocalObjects {
  /** Bytes a read asks of the disk at once: few calls a segment, little memory a reader. */
  private static final int READ_BYTES = 256 * 1024;

  /** Where objects lie until they are whole; keys can't start with a dot. */
  private static final String UNFINISHED = ".unfinished";

  /** No write pauses this long; other processes may be writing while this one opens the store. */
  private static final Duration ABANDONED_AFTER = Duration.ofDays(1);

  private static final OpenOptions READ = new OpenOptions().setRead(true).setWrite(false);

  private final Vertx vertx;
  private final Path root;

  private DirectoryStore(Vertx vertx, Path root) {
    this.vertx = vertx;
    this.root = root;
  }

  /** Makes the directory where there is none, and drops what dead processes left unfinished. */
  public static Future<DirectoryStore> open(Vertx vertx, Path root) {
    return WorkerThreads.run(
        vertx,
        () -> {
          Path absolute = root.toAbsolutePath().normalize();
          Files.createDirectories(absolute.resolve(UNFINISHED));
          dropAbandoned(absolute.resolve(UNFINISHED));
          return new DirectoryStore(vertx, absolute);
        });
  }

  @Override
  public Path localPath(String key) {
    return path(key);
  }

  @Override
  public Future<Optional<StoredObject>> open(String key) {
    return stat(key)
        .compose(info ->
            info.isEmpty()
                ? Future.succeededFuture(Optional.empty())
                : vertx
                    .fileSystem()
                    .open(path(key).toString(), new OpenOptions(READ))
                    .compose(file -> unchanged(info.get(), file)));
  }

  /** Replaced between the look and the opening: the new object is the one to read. */
  private Future<Optional<StoredObject>> unchanged(ObjectInfo info, AsyncFile file) {
    return stat(info.key())
        .onFailure(_ -> file.close())
        .compose(now ->
            now.equals(Optional.of(info))
                ? Future.succeededFuture(Optional.of(new OpenFile(info, file)))
                : file.close().compose(_ -> open(info.key())));
  }

  @Override
  public Future<Optional<ObjectInfo>> stat(String key) {
    Path path = path(key);
    return WorkerThreads.run(
        vertx,
        () -> {
          try {
            return Optional.of(info(key, path));
          } catch (NoSuchFileException | NotAnObjectException e) {
            return Optional.empty();
          }
        });
  }

  @Override
  public Future<ObjectInfo> write(String key, ReadStream<Buffer> body) {
    Path target = path(key);
    Path unfinished = unfinished();
    return vertx
        .fileSystem()
        .open(unfinished.toString(), new OpenOptions().setCreateNew(true))
        .compose(file ->
            body.pipe()
                .endOnSuccess(false)
                .endOnFailure(false)
                .to(file)
                .compose(_ -> file.flush())
                .eventually(() -> file.close()))
        .compose(_ -> moveInto(key, unfinished, target))
        .recover(failure -> dropThenFail(unfinished, failure));
  }

  @Override
  public Future<ObjectInfo> write(String key, Buffer body) {
    Path target = path(key);
    Path unfinished = unfinished();
    return vertx
        .fileSystem()
        .open(unfinished.toString(), new OpenOptions().setCreateNew(true))
        .compose(file -> file.write(body).compose(_ -> file.flush()).eventually(() -> file.close()))
        .compose(_ -> moveInto(key, unfinished, target))
        .recover(failure -> dropThenFail(unfinished, failure));
  }

  @Override
  public Future<List<ObjectInfo>> list(String prefix) {
    Path folder = path(prefix);
    return WorkerThreads.run(
        vertx,
        () -> {
          if (!Files.isDirectory(folder)) {
            return List.of();
          }
          try (Stream<Path> files = Files.walk(folder)) {
            List<Path> objects = files.filter(Files::isRegularFile).sorted().toList();
            List<ObjectInfo> infos = new ArrayList<>();
            for (Path object : objects) {
              infos.add(info(root.relativize(object).toString().replace('\\', '/'), object));
            }
            return List.copyOf(infos);
          }
        });
  }

  @Override
  public Future<Void> delete(String key) {
    Path path = path(key);
    return WorkerThreads.run(
        vertx,
        () -> {
          Files.deleteIfExists(path);
          return null;
        });
  }

  @Override
  public Future<Void> deleteAll(String prefix) {
    Path folder = path(prefix);
    return WorkerThreads.run(
        vertx,
        () -> {
          deleteTree(folder);
          return null;
        });
  }

  private Future<ObjectInfo> moveInto(String key, Path unfinished, Path target) {
    return WorkerThreads.run(
        vertx,
        () -> {
          Files.createDirectories(target.getParent());
          Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
          return info(key, target);
        });
  }

  private <T> Future<T> dropThenFail(Path unfinished, Throwable failure) {
    return WorkerThreads.run(vertx, () -> Files.deleteIfExists(unfinished))
        .transform(_ -> Future.failedFuture(failure));
  }

  private Path path(String key) {
    return root.resolve(ObjectKey.check(key));
  }

  private Path unfinished() {
    return root.resolve(UNFINISHED).resolve(UUID.randomUUID().toString());
  }

  private static ObjectInfo info(String key, Path path) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
    if (!attributes.isRegularFile()) {
      throw new NotAnObjectException(path);
    }
    long micros = attributes.lastModifiedTime().to(TimeUnit.MICROSECONDS);
    String etag =
        "\"" + Long.toHexString(attributes.size()) + "-" + Long.toHexString(micros) + "\"";
    return new ObjectInfo(key, attributes.size(), etag, attributes.lastModifiedTime().toInstant());
  }

  private static void dropAbandoned(Path folder) throws IOException {
    Instant limit = Instant.now().minus(ABANDONED_AFTER);
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        if (Files.getLastModifiedTime(file).toInstant().isBefore(limit)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private static void deleteTree(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static final class NotAnObjectException extends IOException {
    private static final long serialVersionUID = 1L;

    NotAnObjectException(Path path) {
      super(path + " is a folder");
    }
  }

  private record OpenFile(ObjectInfo info, AsyncFile file) implements StoredObject {
    OpenFile {
      file.pause();
      file.setReadBufferSize((int) Math.max(1, Math.min(READ_BYTES, info.size())));
      file.setReadLength(info.size());
    }

    @Override
    public ReadStream<Buffer> body() {
      return file;
    }

    @Override
    public Future<Void> close() {
      return file.close().otherwiseEmpty();
    }
  }
}
