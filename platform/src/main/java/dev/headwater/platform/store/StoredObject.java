package dev.headwater.platform.store;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;

/** An object being read. Its body is paused, and must be read to its end or closed. */
public interface StoredObject {
  /** The whole object's, also where a range of it is read. */
  ObjectInfo info();

  /** The bytes that the body has, all of them within the object. */
  ByteRange range();

  /** Exactly {@code range().length()} bytes, or an exception. */
  ReadStream<Buffer> body();

  /**
   * Gives the file or connection back; to be called once, whether or not the body was read to its
   * end.
   */
  Future<Void> close();
}
