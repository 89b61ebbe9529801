package dev.headwater.platform.store;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/**
 * Objects that come in parts, over many calls and processes, and of which nothing can be seen until
 * they are whole. What is begun stays until it is completed or aborted, also after a restart.
 * Thread-safe; a future fails when the storage does.
 */
public interface PartUploads {
  /** What all parts but the last have at least, in bytes: the S3 API's own limit. */
  int SMALLEST_PART_BYTES = 5 << 20;

  /** The highest number that a part may have: the S3 API's own limit. */
  int LAST_NUMBER = 10_000;

  /** Begins an object; the id names what is begun to the other calls, of any process. */
  Future<String> begin(String key);

  /**
   * Writes a part, which is durable when the future completes. The one that had its number before
   * is replaced.
   *
   * @param number from 1 to {@link #LAST_NUMBER}, higher than those of the parts before it; numbers
   *     may be left out
   * @param offset of the part's first byte in the object
   */
  Future<StoredPart> write(String key, String id, int number, long offset, Buffer bytes);

  /**
   * Makes the object of these parts, which join without gaps, and drops all others. Completes also
   * where it was done before, as long as nothing else was written under the key.
   *
   * @param parts at least one, in their order
   */
  Future<ObjectInfo> complete(String key, String id, List<StoredPart> parts);

  /** Drops all parts; completes also where there are none. */
  Future<Void> abort(String key, String id);
}
