package dev.headwater.edge.source.store;

import dev.headwater.platform.store.ByteRange;
import dev.headwater.platform.store.ObjectInfo;
import dev.headwater.platform.store.ObjectStore;
import dev.headwater.platform.store.PartUploads;
import dev.headwater.platform.store.RangedRead;
import dev.headwater.platform.store.StoredObject;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A store that says to each read what a test wants it to. */
final class PlayedStore implements ObjectStore {
  private Supplier<Future<Optional<StoredObject>>> answer =
      () -> Future.succeededFuture(Optional.empty());

  void now(Supplier<Future<Optional<StoredObject>>> next) {
    answer = next;
  }

  @Override
  public Future<Optional<StoredObject>> open(String key) {
    return answer.get();
  }

  @Override
  public Future<RangedRead> open(String key, ByteRange range) {
    return Future.succeededFuture(new RangedRead.Absent());
  }

  @Override
  public Future<Optional<ObjectInfo>> stat(String key) {
    return Future.succeededFuture(Optional.empty());
  }

  @Override
  public Future<ObjectInfo> write(String key, ReadStream<Buffer> body) {
    return Future.failedFuture("read only");
  }

  @Override
  public Future<ObjectInfo> write(String key, Buffer body) {
    return Future.failedFuture("read only");
  }

  @Override
  public Future<List<ObjectInfo>> list(String prefix) {
    return Future.succeededFuture(List.of());
  }

  @Override
  public Future<Void> delete(String key) {
    return Future.failedFuture("read only");
  }

  @Override
  public Future<Void> deleteAll(String prefix) {
    return Future.failedFuture("read only");
  }

  @Override
  public PartUploads parts() {
    throw new UnsupportedOperationException("read only");
  }
}
