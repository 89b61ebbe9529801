package dev.headwater.edge.live;

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
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A store that reads late, or fails to, as a test says.
 *
 * @param turn reads wait for it
 * @param failures of the next reads
 */
record LateStore(ObjectStore store, Future<Void> turn, AtomicInteger failures)
    implements ObjectStore {
  @Override
  public Future<Optional<StoredObject>> open(String key) {
    return failures.getAndDecrement() > 0
        ? Future.failedFuture("this store fails")
        : turn.compose(_ -> store.open(key));
  }

  @Override
  public Future<RangedRead> open(String key, ByteRange range) {
    return turn.compose(_ -> store.open(key, range));
  }

  @Override
  public Future<Optional<ObjectInfo>> stat(String key) {
    return store.stat(key);
  }

  @Override
  public Future<ObjectInfo> write(String key, ReadStream<Buffer> body) {
    return store.write(key, body);
  }

  @Override
  public Future<ObjectInfo> write(String key, Buffer body) {
    return store.write(key, body);
  }

  @Override
  public Future<List<ObjectInfo>> list(String prefix) {
    return store.list(prefix);
  }

  @Override
  public Future<Void> delete(String key) {
    return store.delete(key);
  }

  @Override
  public Future<Void> deleteAll(String prefix) {
    return store.deleteAll(prefix);
  }

  @Override
  public PartUploads parts() {
    return store.parts();
  }
}
