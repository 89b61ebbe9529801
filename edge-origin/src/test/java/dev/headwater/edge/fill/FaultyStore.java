package dev.headwater.edge.fill;

import dev.headwater.platform.store.ByteRange;
import dev.headwater.platform.store.ObjectInfo;
import dev.headwater.platform.store.ObjectStore;
import dev.headwater.platform.store.RangedRead;
import dev.headwater.platform.store.StoredObject;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.List;
import java.util.Optional;

/** A real store in front of which faults can be put: it fails, or it hangs. */
final class FaultyStore implements ObjectStore {
  enum Fault {
    NONE,
    FAILS,
    HANGS
  }

  private final ObjectStore store;
  volatile Fault fault = Fault.NONE;
  int opens;
  int stats;

  FaultyStore(ObjectStore store) {
    this.store = store;
  }

  @Override
  public Future<Optional<StoredObject>> open(String key) {
    opens++;
    return faulty(store.open(key));
  }

  @Override
  public Future<RangedRead> open(String key, ByteRange range) {
    opens++;
    return faulty(store.open(key, range));
  }

  @Override
  public Future<Optional<ObjectInfo>> stat(String key) {
    stats++;
    return faulty(store.stat(key));
  }

  private <T> Future<T> faulty(Future<T> answer) {
    return switch (fault) {
      case NONE -> answer;
      case FAILS -> Future.failedFuture("the disk is on fire");
      case HANGS -> Promise.<T>promise().future();
    };
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
}
