package dev.headwater.edge.peer;

import dev.headwater.edge.failure.Failure;
import dev.headwater.edge.failure.FailureException;
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
import java.util.Set;

/**
 * What a holder sends; its content fails where the holder falls silent or is cut off. Event-loop
 * confined.
 */
final class HolderResponse implements SourceResponse, WatchedContent.Watcher {
  private static final String CACHE_STATUS = "Cache-Status";

  /** Of this hop alone; in lower case. */
  private static final Set<String> OF_THE_HOP =
      Set.of(
          "connection",
          "keep-alive",
          "transfer-encoding",
          "headwater-peer",
          "headwater-peer-proof");

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
    this.head = head(response);
    this.content = new WatchedContent(response, this);
  }

  /** As it is stored there: what the holder says of itself is left out. */
  private static ResponseHead head(HttpClientResponse response) {
    FieldList.Builder fields = FieldList.builder();
    List<String> statuses = response.headers().getAll(CACHE_STATUS);
    response
        .headers()
        .forEach(line -> {
          String name = line.getKey();
          if (!OF_THE_HOP.contains(name.toLowerCase(java.util.Locale.ROOT))
              && !name.equalsIgnoreCase(CACHE_STATUS)) {
            fields.add(name, line.getValue());
          }
        });
    statuses
        .subList(0, Math.max(0, statuses.size() - 1))
        .forEach(status -> fields.add(CACHE_STATUS, status));
    return new ResponseHead(response.statusCode(), fields.build());
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
    return Provenance.PEER;
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
