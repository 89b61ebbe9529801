package dev.headwater.platform.store.s3;

import dev.headwater.platform.store.ByteRange;
import dev.headwater.platform.store.ObjectInfo;
import dev.headwater.platform.store.StoredObject;
import io.vertx.core.Future;

/** An object, or a range of it, that is being read from its bucket. Confined to its context. */
record S3Object(ObjectInfo info, ByteRange range, S3Body body) implements StoredObject {
  @Override
  public Future<Void> close() {
    body.close();
    return Future.succeededFuture();
  }
}
