package dev.headwater.edge.source;

import dev.headwater.edge.http.message.ResponseHead;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A response whose content is still to be read. It must be read to its end or cancelled. Event-loop
 * confined.
 */
public interface SourceResponse {
  /** Final status and fields, without those of one connection. */
  ResponseHead head();

  /** Bytes of content that are to come, where that is known. */
  OptionalLong length();

  /**
   * The content, paused. It ends after exactly {@link #length()} bytes where that is known; a cut,
   * malformed or stalled one fails its exception handler with a {@link
   * dev.headwater.edge.failure.FailureException}, once.
   */
  ReadStream<Buffer> content();

  /** Who got it from the source; may change until the content has ended. */
  default Provenance provenance() {
    return Provenance.SOURCE;
  }

  /** A file of this machine whose content this is, all of it, and which never changes. */
  default Optional<Path> file() {
    return Optional.empty();
  }

  /** Gives up what is still to come; may be called at any time, and again. */
  void cancel();
}
