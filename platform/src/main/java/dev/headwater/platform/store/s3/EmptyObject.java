package dev.headwater.platform.store.s3;

import dev.headwater.platform.store.ByteRange;
import dev.headwater.platform.store.ObjectInfo;
import dev.headwater.platform.store.StoredObject;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import org.jspecify.annotations.Nullable;

/** No bytes of an object. Confined to its context. */
record EmptyObject(ObjectInfo info, ByteRange range, ReadStream<Buffer> body)
    implements StoredObject {
  EmptyObject(ObjectInfo info, ByteRange range) {
    this(info, range, new EmptyBody());
  }

  @Override
  public Future<Void> close() {
    return Future.succeededFuture();
  }

  private static final class EmptyBody implements ReadStream<Buffer> {
    private @Nullable Handler<Void> endHandler;
    private boolean isOver;

    @Override
    public EmptyBody exceptionHandler(@Nullable Handler<Throwable> handler) {
      return this;
    }

    @Override
    public EmptyBody handler(@Nullable Handler<Buffer> handler) {
      return this;
    }

    @Override
    public EmptyBody endHandler(@Nullable Handler<Void> handler) {
      endHandler = handler;
      return this;
    }

    @Override
    public EmptyBody pause() {
      return this;
    }

    @Override
    public EmptyBody resume() {
      return fetch(Long.MAX_VALUE);
    }

    @Override
    public EmptyBody fetch(long amount) {
      if (!isOver && endHandler != null) {
        isOver = true;
        endHandler.handle(null);
      }
      return this;
    }
  }
}
