package dev.headwater.platform.store;

import dev.headwater.platform.runtime.WorkerThreads;
import dev.headwater.platform.store.StoreException.Reason;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.streams.ReadStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A store in a local directory. An object is written beside its place, flushed to disk, and moved
 * there in one step. Thread-safe; file operations run on Vert.x worker threads.
 */
public final class DirectoryStore implements ObjectStore, LocalObjects {
  private static final OpenOptions READ = new OpenOptions().setRead(true).setWrite(false);

  /** Who replaces an object again within so few looks never stops. */
  private static final int MAX_LOOKS = 3;

  private final Vertx vertx;
  private final StoreFolder folder;

  private DirectoryStore(Vertx vertx, StoreFolder folder) {
    this.vertx = vertx;
    this.folder = folder;
  }

  /** Makes the directory where there is none, and drops what dead processes left unfinished. */
  public static Future<DirectoryStore> open(Vertx vertx, Path root) {
    return WorkerThreads.run(vertx, () -> new DirectoryStore(vertx, StoreFolder.open(root)));
  }

  @Override
  public Path localPath(String key) {
    return folder.path(key);
  }

  @Override
  public Future<Optional<StoredObject>> open(String key) {
    return look(key, info -> ByteRange.whole(info.size()), MAX_LOOKS)
        .map(read ->
            read instanceof RangedRead.Found(StoredObject object)
                ? Optional.of(object)
                : Optional.empty());
  }

  @Override
  public Future<RangedRead> open(String key, ByteRange range) {
    return look(key, _ -> range, MAX_LOOKS);
  }

  /** Looks again where what was found is not the same any more when it is opened. */
  private Future<RangedRead> look(String key, Function<ObjectInfo, ByteRange> range, int looks) {
    return find(key)
        .compose(found ->
            found.isEmpty()
                ? Future.succeededFuture(Optional.of(new RangedRead.Absent()))
                : read(found.get(), range.apply(found.get().info())))
        .compose(read -> {
          if (read.isPresent()) {
            return Future.succeededFuture(read.get());
          }
          return looks > 1
              ? look(key, range, looks - 1)
              : Future.failedFuture(
                  new StoreException(Reason.BUSY, key + ": replaced again and again"));
        });
  }

  private Future<Optional<RangedRead>> read(StoreFolder.Found found, ByteRange range) {
    long size = found.info().size();
    return range.startsWithin(size)
        ? open(found, range.clippedTo(size)).map(one -> one.map(RangedRead.Found::new))
        : Future.succeededFuture(Optional.of(new RangedRead.OutOfBounds(found.info())));
  }

  /** Empty where the object was replaced or deleted between the look and the opening. */
  private Future<Optional<StoredObject>> open(StoreFolder.Found found, ByteRange range) {
    return vertx
        .fileSystem()
        .open(found.file().toString(), new OpenOptions(READ))
        .recover(failure -> Future.failedFuture(told(failure)))
        .transform((file, failure) ->
            file == null
                ? failUnless(changed(found), failure)
                : changed(found)
                    .onFailure(_ -> file.close())
                    .compose(changed ->
                        changed
                            ? file.close().map(_ -> Optional.empty())
                            : Future.succeededFuture(
                                Optional.of(new OpenFile(found.info(), range, file)))));
  }

  private Future<Boolean> changed(StoreFolder.Found found) {
    return find(found.info().key()).map(now -> !now.equals(Optional.of(found)));
  }

  private static <T> Future<Optional<T>> failUnless(Future<Boolean> changed, Throwable failure) {
    return changed.compose(isChanged ->
        isChanged ? Future.succeededFuture(Optional.empty()) : Future.failedFuture(failure));
  }

  private Future<Optional<StoreFolder.Found>> find(String key) {
    folder.path(key); // a bad key throws here, not in the future
    return WorkerThreads.run(vertx, () -> folder.find(key))
        .recover(failure -> Future.failedFuture(told(failure)));
  }

  /** What this process may not read says nothing of the other objects. */
  private static StoreException told(Throwable failure) {
    boolean isDenied =
        failure instanceof AccessDeniedException
            || failure.getCause() instanceof AccessDeniedException;
    return new StoreException(
        isDenied ? Reason.REFUSED : Reason.UNAVAILABLE, String.valueOf(failure), failure);
  }

  @Override
  public Future<Optional<ObjectInfo>> stat(String key) {
    return find(key).map(found -> found.map(StoreFolder.Found::info));
  }

  @Override
  public Future<ObjectInfo> write(String key, ReadStream<Buffer> body) {
    return write(key, file -> body.pipe().endOnSuccess(false).endOnFailure(false).to(file));
  }

  @Override
  public Future<ObjectInfo> write(String key, Buffer body) {
    return write(key, file -> file.write(body));
  }

  private Future<ObjectInfo> write(String key, Function<AsyncFile, Future<Void>> body) {
    folder.path(key); // a bad key throws here, not in the future
    Path unfinished = folder.unfinished();
    return vertx
        .fileSystem()
        .open(unfinished.toString(), new OpenOptions().setCreateNew(true))
        .compose(file -> body.apply(file).compose(_ -> file.flush()).eventually(() -> file.close()))
        .compose(_ -> WorkerThreads.run(vertx, () -> folder.moveInto(key, unfinished)))
        .recover(failure -> dropThenFail(unfinished, failure));
  }

  private <T> Future<T> dropThenFail(Path unfinished, Throwable failure) {
    return WorkerThreads.run(vertx, () -> Files.deleteIfExists(unfinished))
        .transform(_ -> Future.failedFuture(failure));
  }

  @Override
  public Future<List<ObjectInfo>> list(String prefix) {
    ObjectKey.check(prefix);
    return WorkerThreads.run(vertx, () -> folder.list(prefix));
  }

  @Override
  public Future<Void> delete(String key) {
    ObjectKey.check(key);
    return WorkerThreads.run(vertx, () -> folder.delete(key));
  }

  @Override
  public Future<Void> deleteAll(String prefix) {
    ObjectKey.check(prefix);
    return WorkerThreads.run(vertx, () -> folder.deleteAll(prefix));
  }

  @Override
  public PartUploads parts() {
    return new DirectoryParts(vertx, folder);
  }

  private record OpenFile(ObjectInfo info, ByteRange range, AsyncFile file)
      implements StoredObject {
    /** Bytes a read asks of the disk at once: few calls a segment, little memory a reader. */
    private static final int READ_BYTES = 256 * 1024;

    OpenFile {
      file.pause();
      file.setReadBufferSize(Math.clamp(range.length(), 1, READ_BYTES));
      file.setReadPos(range.offset());
      file.setReadLength(range.length());
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
