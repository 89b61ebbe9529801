package dev.headwater.platform.store;

import dev.headwater.platform.runtime.WorkerThreads;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;

/**
 * Parts of an object in a local directory: one file for all of them, each in its place, which moves
 * to the object's when it is whole. Thread-safe; runs on Vert.x worker threads.
 */
final class DirectoryParts implements PartUploads {
  private final Vertx vertx;
  private final StoreFolder folder;

  DirectoryParts(Vertx vertx, StoreFolder folder) {
    this.vertx = vertx;
    this.folder = folder;
  }

  @Override
  public Future<String> begin(String key) {
    ObjectKey.check(key);
    String id = UUID.randomUUID().toString();
    return WorkerThreads.run(
        vertx,
        () -> {
          Files.createFile(folder.parts(id));
          return id;
        });
  }

  @Override
  public Future<StoredPart> write(String key, String id, int number, long offset, Buffer bytes) {
    ByteBuffer content = ((BufferInternal) bytes).getByteBuf().nioBuffer();
    return WorkerThreads.run(
        vertx,
        () -> {
          try (FileChannel file = FileChannel.open(folder.parts(id), StandardOpenOption.WRITE)) {
            long at = offset;
            while (content.hasRemaining()) {
              at += file.write(content, at);
            }
            file.force(false);
          }
          return new StoredPart(number, offset, bytes.length(), "", "");
        });
  }

  @Override
  public Future<ObjectInfo> complete(String key, String id, List<StoredPart> parts) {
    ObjectKey.check(key);
    long size = StoredPart.size(parts);
    return WorkerThreads.run(vertx, () -> complete(key, folder.parts(id), size));
  }

  private ObjectInfo complete(String key, Path file, long size) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      if (channel.size() < size) {
        throw new IOException(
            "%s: %d bytes (expected: at least %d)".formatted(file, channel.size(), size));
      }
      channel.truncate(size);
      channel.force(true);
    } catch (NoSuchFileException e) {
      return folder
          .find(key)
          .map(StoreFolder.Found::info)
          .filter(info -> info.size() == size)
          .orElseThrow(() -> e);
    }
    return folder.moveInto(key, file);
  }

  @Override
  public Future<Void> abort(String key, String id) {
    return WorkerThreads.run(
        vertx,
        () -> {
          Files.deleteIfExists(folder.parts(id));
        });
  }
}
