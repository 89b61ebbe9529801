package dev.headwater.control.upload.resumable;

import dev.headwater.control.refusal.RefusedException;
import dev.headwater.platform.store.ObjectInfo;
import dev.headwater.platform.store.ObjectStore;
import dev.headwater.platform.store.StoredObject;
import dev.headwater.platform.store.StoredPart;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The object store as uploads need it: each call waits, and is refused with 503 where the store
 * fails. Thread-safe; for virtual threads.
 */
final class UploadStore {
  private static final Logger LOGGER = LoggerFactory.getLogger(UploadStore.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private final ObjectStore store;

  UploadStore(ObjectStore store) {
    this.store = store;
  }

  String begin(String key) {
    return await(() -> store.parts().begin(key));
  }

  StoredPart write(String key, String storeId, int number, long offset, Buffer part) {
    return await(() -> store.parts().write(key, storeId, number, offset, part));
  }

  ObjectInfo complete(String key, String storeId, List<StoredPart> parts) {
    return await(() -> store.parts().complete(key, storeId, parts));
  }

  void abort(String key, String storeId) {
    await(() -> store.parts().abort(key, storeId).map(_ -> key));
  }

  ObjectInfo write(String key, Buffer bytes) {
    return await(() -> store.write(key, bytes));
  }

  /** Adds the tail's bytes to the part. */
  void read(Upload.Tail tail, Buffer part) {
    int before = part.length();
    await(() ->
        store
            .open(tail.key())
            .compose(found ->
                found
                    .map(object -> read(object, part))
                    .orElseGet(() -> Future.failedFuture(tail.key() + " isn't there"))));
    if (part.length() - before != tail.bytes()) {
      throw new IllegalStateException(
          "%s: %d bytes (expected: %d)"
              .formatted(tail.key(), part.length() - before, tail.bytes()));
    }
  }

  private static Future<StoredObject> read(StoredObject object, Buffer part) {
    Promise<StoredObject> whole = Promise.promise();
    object
        .body()
        .exceptionHandler(whole::tryFail)
        .endHandler(_ -> whole.tryComplete(object))
        .handler(part::appendBuffer)
        .resume();
    return whole.future().eventually(object::close);
  }

  void deleteAll(String prefix) {
    await(() -> store.deleteAll(prefix).map(_ -> prefix));
  }

  void delete(String key) {
    await(() -> store.delete(key).map(_ -> key));
  }

  /** Costs space where it fails, nothing else. */
  void drop(String key) {
    store.delete(key).onFailure(failure -> LOGGER.warn("{} stays in the store", key, failure));
  }

  private static <T> T await(Supplier<Future<T>> call) {
    try {
      return Future.await(call.get());
    } catch (Exception e) { // await throws what the future failed with, checked or not
      throw failed(e);
    }
  }

  private static RefusedException failed(Throwable failure) {
    return RefusedException.unavailable("the store fails", RETRY_AFTER, failure);
  }
}
