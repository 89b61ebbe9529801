package dev.headwater.control.encoding.push;

import io.vertx.core.http.HttpClient;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Where the tracks of a channel go. Immutable.
 *
 * @param streamKey what the channel's media is let in by
 */
public record PushTarget(
    HttpClient client,
    IngestRoute route,
    String channelId,
    Input input,
    String streamKey,
    PushMetrics metrics) {

  /**
   * Where something is at a node.
   *
   * @param name below the channel
   */
  URI uri(URI node, String name) {
    String base = node.toString().replaceAll("/$", "");
    return URI.create(base + "/ingest/" + channelId + "/" + name);
  }

  /** Basic authentication (RFC 7617, section 2). */
  String authorization() {
    String credentials = channelId + ":" + streamKey;
    return "Basic "
        + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "PushTarget[channelId=" + channelId + "]";
  }
}
