package dev.headwater.edge.source.store;

import dev.headwater.edge.http.message.ResponseHead;
import dev.headwater.edge.source.SourceResponse;
import dev.headwater.platform.store.StoredObject;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/** A response whose content is an object, or a range of it. Event-loop confined. */
final class ObjectContent implements SourceResponse {
  private final ResponseHead head;
  private final StoredObject object;
  private final ReadStream<Buffer> content;
  private final Optional<Path> file;
  private boolean closed;

  /**
   * @param content the object's, or what watches over it
   * @param file that the object is, where it is one of this machine
   */
  ObjectContent(
      ResponseHead head, StoredObject object, ReadStream<Buffer> content, Optional<Path> file) {
    this.head = head;
    this.object = object;
    this.content = content;
    this.file = file;
  }

  @Override
  public Optional<Path> file() {
    return file;
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
    return content;
  }

  @Override
  public void cancel() {
    if (!closed) {
      closed = true;
      if (content instanceof FileContent watched) {
        watched.stop();
      }
      object.close();
    }
  }
}
