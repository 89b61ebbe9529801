package dev.headwater.platform.store;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;

/** An object being read. Its body is paused, and must be read to its end or closed. */
public interface StoredObject {
  ObjectInfo info();

  /** Exactly {@code info().size()} bytes, or an exception. */
  ReadStream<Buffer> body();

  /** Gives up a body that was not read to its end; harmless afterwards. */
  Future<Void> close();
}
