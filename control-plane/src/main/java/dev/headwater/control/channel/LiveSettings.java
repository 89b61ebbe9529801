package dev.headwater.control.channel;

import dev.headwater.control.node.Node;
import dev.headwater.platform.settings.Setting;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Where encoders send to, as they are told, and when a programme is over. Immutable. */
public record LiveSettings(
    @Setting(
            value = "rtmp://localhost:1935/live",
            doc = "Where encoders send RTMP to, rtmp:// or rtmps://; the stream key follows it.")
        URI rtmpUrl,
    @Setting(value = "localhost", doc = "The host that encoders send SRT to.") String srtHost,
    @Setting(
            value = "10000-10099",
            doc =
                "Ports of SRT, at most 1,000: each channel has one of its own, and one 1,000 higher for a backup encoder; those that find none have no SRT.")
        String srtPorts,
    @Setting(
            doc =
                "Where encoders send CMAF and HLS to over HTTP, without /ingest; data-plane.public-url where it isn't set.")
        Optional<URI> ingestUrl,
    @Setting(
            value = "5m",
            doc =
                "A channel of which no node has told for so long has ended; it is stale after 10 s.")
        Duration endedAfter) {

  public LiveSettings {
    check("rtmp-url", rtmpUrl, List.of("rtmp", "rtmps"));
    ingestUrl.ifPresent(url -> check("ingest-url", url, List.of("http", "https")));
    if (srtHost.isBlank()) {
      throw new IllegalArgumentException("srt-host: none (expected: a host)");
    }
    try {
      PortRange.parse(srtPorts);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("srt-ports: " + e.getMessage(), e);
    }
    if (endedAfter.compareTo(Node.LEASE) < 0) {
      throw new IllegalArgumentException(
          "ended-after: " + endedAfter + " (expected: >= " + Node.LEASE.toSeconds() + "s)");
    }
  }

  PortRange srtRange() {
    return PortRange.parse(srtPorts);
  }

  private static void check(String setting, URI url, List<String> schemes) {
    if (url.getHost() == null || !schemes.contains(url.getScheme())) {
      throw new IllegalArgumentException(
          "%s: %s (expected: %s://HOST)"
              .formatted(setting, url, String.join("://HOST or ", schemes)));
    }
  }
}
