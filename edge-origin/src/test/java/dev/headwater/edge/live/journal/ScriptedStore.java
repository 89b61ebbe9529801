package dev.headwater.edge.live.journal;

import dev.headwater.platform.store.ByteRange;
import dev.headwater.platform.store.ObjectInfo;
import dev.headwater.platform.store.ObjectStore;
import dev.headwater.platform.store.PartUploads;
import dev.headwater.platform.store.RangedRead;
import dev.headwater.platform.store.StoredObject;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * A store that takes what is written when a test says so, or fails, and keeps a log of it. Nothing
 * can be read from it.
 */
public final class ScriptedStore implements ObjectStore {
  /** What was taken; nothing where it was deleted. */
  public record Taken(String key, Optional<Buffer> bytes) {}

  private final List<Taken> log = new ArrayList<>();
  private final Deque<Waiting> waiting = new ArrayDeque<>();

  private record Waiting(Taken what, Promise<ObjectInfo> promise) {}

  public List<Taken> log() {
    return log;
  }

  public int waiting() {
    return waiting.size();
  }

  public void take() {
    Waiting next = waiting.remove();
    log.add(next.what);
    next.promise.complete(info(next.what.key));
  }

  public void fail() {
    waiting.remove().promise.fail("this store fails");
  }

  @Override
  public Future<ObjectInfo> write(String key, Buffer body) {
    return add(new Taken(key, Optional.of(body)));
  }

  @Override
  public Future<Void> delete(String key) {
    return add(new Taken(key, Optional.empty())).mapEmpty();
  }

  private Future<ObjectInfo> add(Taken what) {
    Promise<ObjectInfo> promise = Promise.promise();
    waiting.add(new Waiting(what, promise));
    return promise.future();
  }

  @Override
  public Future<Optional<StoredObject>> open(String key) {
    return Future.succeededFuture(Optional.empty());
  }

  @Override
  public Future<RangedRead> open(String key, ByteRange range) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Future<Optional<ObjectInfo>> stat(String key) {
    return Future.succeededFuture(
        log.reversed().stream()
            .filter(one -> one.key.equals(key))
            .findFirst()
            .filter(one -> one.bytes.isPresent())
            .map(one -> info(key)));
  }

  private static ObjectInfo info(String key) {
    return new ObjectInfo(key, 1, "\"1\"", Instant.EPOCH);
  }

  @Override
  public Future<ObjectInfo> write(String key, ReadStream<Buffer> body) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Future<List<ObjectInfo>> list(String prefix) {
    return Future.succeededFuture(List.of());
  }

  @Override
  public Future<Void> deleteAll(String prefix) {
    throw new UnsupportedOperationException();
  }

  @Override
  public PartUploads parts() {
    throw new UnsupportedOperationException();
  }
}
