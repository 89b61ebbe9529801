package dev.headwater.edge.peer;

import dev.headwater.edge.http.message.ResponseHead;
import dev.headwater.edge.source.Provenance;
import dev.headwater.edge.source.SourceResponse;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/** What the source answers to the holder of a lease; its end is that of the lease. */
final class LeasedResponse implements SourceResponse {
  private static final int NOT_MODIFIED = 304;

  private final SourceResponse response;
  private final Lease lease;
  private final WatchedContent content;

  LeasedResponse(SourceResponse response, Lease lease) {
    this.response = response;
    this.lease = lease;
    this.content = new WatchedContent(response.content(), this::end);
  }

  private void end(boolean well) {
    if (well) {
      lease.done();
    } else {
      lease.release();
    }
  }

  @Override
  public ResponseHead head() {
    return response.head();
  }

  @Override
  public OptionalLong length() {
    return response.length();
  }

  @Override
  public ReadStream<Buffer> content() {
    return content;
  }

  @Override
  public Optional<Path> file() {
    return response.file();
  }

  @Override
  public Provenance provenance() {
    return response.provenance().leased(lease.token());
  }

  /** Nobody reads the content of a 304: what it says of what is stored is all there is. */
  @Override
  public void cancel() {
    end(response.head().status() == NOT_MODIFIED);
    response.cancel();
  }
}
