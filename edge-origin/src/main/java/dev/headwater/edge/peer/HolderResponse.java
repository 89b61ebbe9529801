package dev.headwater.edge.peer;

import dev.headwater.edge.failure.Failure;
import dev.headwater.edge.failure.FailureException;
import dev.headwater.edge.http.message.ConnectionFields;
import dev.headwater.edge.http.message.FieldList;
import dev.headwater.edge.http.message.ResponseHead;
import dev.headwater.edge.source.Provenance;
import dev.headwater.edge.source.SourceResponse;
import dev.headwater.edge.telemetry.PeerMeters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.streams.ReadStream;
import java.util.List;
import java.util.OptionalLong;

/**
 * What a holder sends; its content fails where the holder falls silent or is cut off. Event-loop
 * confined.
 */
final class HolderResponse implements SourceResponse, WatchedContent.Watcher {
  private static final String CACHE_STATUS = "Cache-Status";

  private final HttpClientResponse response;
  private final Silence silence;
  private final PeerMeters meters;
  private final ResponseHead head;
  private final WatchedContent content;
  private boolean over;

  /** Takes over a paused response, and the watch over it. */
  HolderResponse(HttpClientResponse response, Silence silence, PeerMeters meters) {
    this.response = response;
    this.silence = silence;
    this.meters = meters;
    this.head = new ResponseHead(response.statusCode(), fields(sent(response)));
    this.content = new WatchedContent(response, this);
  }

  private static FieldList sent(HttpClientResponse response) {
    FieldList.Builder fields = FieldList.builder();
    response.headers().forEach(line -> fields.add(line.getKey(), line.getValue()));
    return fields.build();
  }

  /** As they are stored there: what the holder says of itself and of this hop is left out. */
  static FieldList fields(FieldList sent) {
    FieldList.Builder fields =
        ConnectionFields.without(sent)
            .remove(PeerWord.FIELD)
            .remove(PeerWord.PROOF_FIELD)
            .remove(CACHE_STATUS);
    List<String> statuses = sent.lines(CACHE_STATUS);
    statuses
        .subList(0, Math.max(0, statuses.size() - 1))
        .forEach(status -> fields.add(CACHE_STATUS, status));
    return fields.build();
  }

  @Override
  public ResponseHead head() {
    return head;
  }

  @Override
  public OptionalLong length() {
    String length = response.getHeader("Content-Length");
    int status = response.statusCode();
    boolean none = status == 204 || status == 304;
    if (none) {
      return OptionalLong.of(0);
    }
    return length != null && length.matches("[0-9]{1,18}")
        ? OptionalLong.of(Long.parseLong(length))
        : OptionalLong.empty();
  }

  @Override
  public ReadStream<Buffer> content() {
    return content;
  }

  @Override
  public Provenance provenance() {
    return Provenance.peer(Provenance.sequence(response.getHeader(Provenance.SEQUENCE_FIELD), 0));
  }

  @Override
  public void cancel() {
    if (!over) {
      over = true;
      silence.stop();
      response.exceptionHandler(null);
      response.handler(null);
      response.endHandler(null);
      giveUp();
    }
  }

  /** Where there is no content, the connection can be kept. */
  private void giveUp() {
    if (length().orElse(1) == 0) {
      response.resume();
    } else {
      response.request().reset();
    }
  }

  /** The holder says nothing any more. */
  void silent() {
    if (!over) {
      cancel();
      content.fail(new FailureException(new Failure.SourceTimeout()));
    }
  }

  @Override
  public void flowing(boolean on) {
    if (on && !over) {
      silence.expect();
    } else {
      silence.stop();
    }
  }

  @Override
  public void took(int bytes) {
    meters.read(bytes);
    silence.expect();
  }

  @Override
  public void ended(boolean well) {
    over = true;
    silence.stop();
  }
}
