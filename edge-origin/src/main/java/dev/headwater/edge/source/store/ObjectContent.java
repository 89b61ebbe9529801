package dev.headwater.edge.source.store;

import dev.headwater.edge.http.message.ResponseHead;
import dev.headwater.edge.source.SourceResponse;
import dev.headwater.platform.store.StoredObject;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.OptionalLong;

/** A response whose content is an object, or a range of it. Event-loop confined. */
final class ObjectContent implements SourceResponse {
  private final ResponseHead head;
  private final StoredObject object;
  private boolean closed;

  ObjectContent(ResponseHead head, StoredObject object) {
    this.head = head;
    this.object = object;
  }

  @Override
  public ResponseHead head() {
    return head;
  }

  @Override
  public OptionalLong length() {
    return OptionalLong.of(object.range().length());
  }

  @Override
  public ReadStream<Buffer> content() {
    return object.body();
  }

  @Override
  public void cancel() {
    if (!closed) {
      closed = true;
      object.close();
    }
  }
}
