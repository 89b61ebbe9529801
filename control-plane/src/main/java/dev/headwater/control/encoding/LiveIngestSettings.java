package dev.headwater.control.encoding;

import dev.headwater.control.encoding.encoder.EncoderSettings;
import dev.headwater.control.encoding.publish.RtmpLimits;
import dev.headwater.platform.settings.Setting;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** How a worker takes live streams, and where it sends what it makes of them. Immutable. */
public record LiveIngestSettings(
    @Setting(
            value = "false",
            doc =
                "Whether encoders can publish here by RTMP and SRT, to be encoded by this worker.")
        boolean enabled,
    @Setting(value = "0.0.0.0", doc = "Address that encoders reach the worker at.") String host,
    @Setting(value = "1935", doc = "Port of RTMP, for all channels.") int rtmpPort,
    @Setting(
            value = "true",
            doc =
                "Whether each channel that has a port for SRT is listened for there; needs sealing-keys and an ffmpeg with SRT.")
        boolean srt,
    @Setting(
            doc =
                "Nodes of the data plane that encoded channels are pushed to, http:// or https://, without /ingest: to the first, while it fails to the next.")
        List<URI> ingestUrls,
    @Setting(value = "veryfast", doc = "The preset of libx264, ultrafast to medium: its CPU.")
        String preset,
    @Setting(value = "200", doc = "Encoders that may be connected by RTMP at once.")
        int maxConnections,
    @Setting(value = "20", doc = "Encoders of them from one address.") int maxConnectionsPerAddress,
    @Setting(value = "30s", doc = "A connection that sends nothing for so long is cut.")
        Duration idle) {
  private static final int LAST_PORT = 65_535;

  /** How long a connection has for handshake and key. */
  private static final Duration TO_PUBLISH = Duration.ofSeconds(10);

  public LiveIngestSettings {
    ingestUrls = List.copyOf(ingestUrls);
    if (rtmpPort < 0 || rtmpPort > LAST_PORT) {
      throw new IllegalArgumentException(
          "rtmp-port: " + rtmpPort + " (expected: 0 to " + LAST_PORT + ")");
    }
    if (enabled && ingestUrls.isEmpty()) {
      throw new IllegalArgumentException("ingest-urls: none (expected: a node of the data plane)");
    }
    for (URI url : ingestUrls) {
      if (url.getHost() == null || !List.of("http", "https").contains(url.getScheme())) {
        throw new IllegalArgumentException(
            "ingest-urls: " + url + " (expected: http://HOST or https://HOST)");
      }
    }
    if (!EncoderSettings.PRESETS.contains(preset)) {
      throw new IllegalArgumentException(
          "preset: "
              + preset
              + " (expected: one of "
              + String.join(", ", EncoderSettings.PRESETS)
              + ")");
    }
    if (idle.toSeconds() < 1) {
      throw new IllegalArgumentException("idle: " + idle + " (expected: >= 1s)");
    }
    new RtmpLimits(maxConnections, maxConnectionsPerAddress, TO_PUBLISH, idle); // checks them
  }

  RtmpLimits limits() {
    return new RtmpLimits(maxConnections, maxConnectionsPerAddress, TO_PUBLISH, idle);
  }
}
