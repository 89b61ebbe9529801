package dev.headwater.edge.source.store;

import dev.headwater.edge.http.message.ResponseHead;
import dev.headwater.edge.source.SourceResponse;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A response without content. Event-loop confined. */
final class EmptyContent implements SourceResponse, ReadStream<Buffer> {
  private final ResponseHead head;
  private @Nullable Handler<Void> end;
  private boolean flowing;

  EmptyContent(ResponseHead head) {
    this.head = head;
  }

  @Override
  public ResponseHead head() {
    return head;
  }

  @Override
  public OptionalLong length() {
    return OptionalLong.of(0);
  }

  @Override
  public ReadStream<Buffer> content() {
    return this;
  }

  @Override
  public void cancel() {
    end = null;
  }

  @Override
  public ReadStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> handler) {
    return this;
  }

  @Override
  public ReadStream<Buffer> handler(@Nullable Handler<Buffer> handler) {
    return this;
  }

  @Override
  public ReadStream<Buffer> pause() {
    flowing = false;
    return this;
  }

  @Override
  public ReadStream<Buffer> resume() {
    return fetch(Long.MAX_VALUE);
  }

  @Override
  public ReadStream<Buffer> fetch(long amount) {
    flowing = true;
    endOnce();
    return this;
  }

  @Override
  public ReadStream<Buffer> endHandler(@Nullable Handler<Void> handler) {
    end = handler;
    if (flowing) {
      endOnce();
    }
    return this;
  }

  private void endOnce() {
    Handler<Void> told = end;
    end = null;
    if (told != null) {
      told.handle(null);
    }
  }
}
