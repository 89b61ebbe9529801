package dev.headwater.standalone.endtoend;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Two data plane nodes with a channel, and a CDN that asks the second where the first one fails.
 * Confined to one thread.
 */
final class LiveNodes implements AutoCloseable {
  /** Bounds the first log-in on a machine under load. */
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final ServiceProcesses services;
  private final ServiceProcess first;
  private final ServiceProcess second;
  private final JsonObject channel;
  private final Hop hop;

  private LiveNodes(
      ServiceProcesses services,
      ServiceProcess first,
      ServiceProcess second,
      JsonObject channel,
      Hop hop) {
    this.services = services;
    this.first = first;
    this.second = second;
    this.channel = channel;
    this.hop = hop;
  }

  /**
   * They share the channel: one owns it, and the other follows.
   *
   * @param folder for what the CDN keeps
   */
  static LiveNodes sharing(String onStale, Path folder) {
    ServiceProcesses services = new ServiceProcesses();
    return start(services, services.edge("first"), services.edge("second"), onStale, folder);
  }

  /** Each is the origin of its own region, with an encoder of its own. */
  static LiveNodes apart(String onStale, Path folder) {
    ServiceProcesses services = new ServiceProcesses();
    return start(
        services, services.edgeApart("first"), services.edgeApart("second"), onStale, folder);
  }

  private static LiveNodes start(
      ServiceProcesses services,
      ServiceProcess first,
      ServiceProcess second,
      String onStale,
      Path folder) {
    try {
      ServiceProcess control = services.control("control");
      ServiceProcesses.start(control, first, second);
      ControlPlane client = new ControlPlane(control.url());
      Await.that("the administrator is let in", LIMIT, client::accepts);
      double before = Math.max(heard(first), heard(second));
      JsonObject channel = client.createChannel("Nodes", onStale);
      Await.that(
          "the nodes know the channel",
          LIMIT,
          () -> heard(first) > before && heard(second) > before);
      Hop hop = Hop.group(first.url(), second.url(), folder);
      return new LiveNodes(services, first, second, channel, hop);
    } catch (RuntimeException | AssertionError e) {
      services.end(true);
      throw e;
    }
  }

  /** How far in the feed it is. */
  private static double heard(ServiceProcess node) {
    return node.metric("headwater_feed_sequence");
  }

  /** Of viewers, through the CDN. */
  URI hls() {
    return hop.of("/live/" + channel.getString("id") + "/index.m3u8");
  }

  ServiceProcess first() {
    return first;
  }

  IngestAddress atFirst() {
    return IngestAddress.of(channel).at(first);
  }

  IngestAddress atSecond() {
    return IngestAddress.of(channel).at(second);
  }

  @Override
  public void close() {
    hop.close();
    services.end(false);
  }
}
