package dev.headwater.platform.store;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.List;
import java.util.Optional;

/**
 * Objects under keys, written whole or not at all: a reader sees the old object or the new one,
 * never a part. Keys are those that {@link ObjectKey} accepts. Implementations are thread-safe and
 * never block the calling thread; a future fails when the storage does.
 */
public interface ObjectStore {
  /** Empty where there is no such object. */
  Future<Optional<StoredObject>> open(String key);

  /** Reads no more of the storage than the range, up to the object's end. */
  Future<RangedRead> open(String key, ByteRange range);

  /** Empty where there is no such object. */
  Future<Optional<ObjectInfo>> stat(String key);

  /** Streams the body, which must be paused; on failure nothing is left under the key. */
  Future<ObjectInfo> write(String key, ReadStream<Buffer> body);

  Future<ObjectInfo> write(String key, Buffer body);

  /** The objects whose keys start with the prefix and a slash, ordered by key. */
  Future<List<ObjectInfo>> list(String prefix);

  /** Deletes what is there; completes also where nothing is. */
  Future<Void> delete(String key);

  /** Deletes every object whose key starts with the prefix and a slash. */
  Future<Void> deleteAll(String prefix);

  /** For objects that come bit by bit, with pauses. */
  PartUploads parts();

  /** Gives back what the store holds, such as connections; what is under way fails. */
  default Future<Void> close() {
    return Future.succeededFuture();
  }
}
