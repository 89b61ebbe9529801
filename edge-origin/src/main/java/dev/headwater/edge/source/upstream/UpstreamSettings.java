package dev.headwater.edge.source.upstream;

import dev.headwater.edge.hop.HopSettings;
import dev.headwater.platform.settings.Secret;
import dev.headwater.platform.settings.Setting;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * The settings of the source of the edge role. Immutable.
 *
 * @param urls the upstream servers
 * @param hopSecret proves to them that this node checks viewers
 * @param connections how many at once
 * @param maxWaiting how long the line is
 * @param idleTimeout for connections that nobody uses
 * @param connectTimeout to have a connection
 * @param firstByteTimeout to have the final head
 * @param stallTimeout without any progress
 * @param tls how certificates are checked
 * @param health how servers are watched
 */
public record UpstreamSettings(
    @Setting(
            doc = "The upstream servers, as http://host:port/prefix or https://...; none: no edge.")
        List<URI> urls,
    @Setting(
            doc =
                "What the node shows the upstream servers in Headwater-Hop, so that they leave it to this node to check viewers, and it may keep what is private; none: viewers' tokens are shown to them.")
        Optional<Secret> hopSecret,
    @Setting(
            value = "128",
            doc =
                "How many connections each event loop may have to each upstream server; requests with content may use half of them.")
        int connections,
    @Setting(
            value = "1000",
            doc = "How many requests of each event loop may wait for a connection to a server.")
        int maxWaiting,
    @Setting(value = "30s", doc = "How long a connection may be unused before it is closed.")
        Duration idleTimeout,
    @Setting(value = "1s", doc = "How long making a connection may take.") Duration connectTimeout,
    @Setting(
            value = "3s",
            doc =
                "How long the first byte of a response may take, all attempts together; 60s at most.")
        Duration firstByteTimeout,
    @Setting(
            value = "10s",
            doc =
                "How long content, a request's too, may stand still or come at less than 1 KiB/s before it is given up.")
        Duration stallTimeout,
    Tls tls,
    Health health) {

  /**
   * How the certificates of upstream servers are checked.
   *
   * @param trust own authorities
   */
  public record Tls(
      @Setting(doc = "A PEM file of the authorities to trust; none: those of the Java runtime.")
          Optional<Path> trust) {}

  /**
   * How upstream servers are watched.
   *
   * @param path what is asked for
   * @param interval between two checks
   * @param down checks that must fail in a row
   * @param up checks that must succeed in a row
   */
  public record Health(
      @Setting(doc = "The path that is asked for; none: a connection is made, and that is all.")
          Optional<String> path,
      @Setting(value = "5s", doc = "The time between two checks of an upstream server.")
          Duration interval,
      @Setting(value = "2", doc = "How many checks must fail in a row to take a server out.")
          int down,
      @Setting(value = "2", doc = "How many checks must succeed in a row to take it back.")
          int up) {
    public Health {
      path.ifPresent(Health::checkPath);
      checkPositive("interval", interval);
      checkPositive("down", down);
      checkPositive("up", up);
    }

    private static void checkPath(String path) {
      if (!path.startsWith("/")) {
        throw new IllegalArgumentException(
            "path: '" + path + "' (expected: a path, as in /health)");
      }
    }
  }

  /** A fill that waits longer gives up by itself, after seventy seconds. */
  private static final Duration LONGEST_TO_FIRST_BYTE = Duration.ofSeconds(60);

  public UpstreamSettings {
    urls = List.copyOf(urls);
    List<UpstreamAddress> addresses = urls.stream().map(UpstreamAddress::of).toList();
    if (new HashSet<>(addresses).size() < addresses.size()) {
      throw new IllegalArgumentException("urls: " + urls + " (expected: each once)");
    }
    hopSecret.ifPresent(secret -> HopSettings.check("hop-secret", secret));
    checkPositive("connections", connections);
    if (maxWaiting < 0) {
      throw new IllegalArgumentException("max-waiting: " + maxWaiting + " (expected: >= 0)");
    }
    checkPositive("idle-timeout", idleTimeout);
    checkPositive("connect-timeout", connectTimeout);
    checkPositive("first-byte-timeout", firstByteTimeout);
    if (firstByteTimeout.compareTo(LONGEST_TO_FIRST_BYTE) > 0) {
      throw new IllegalArgumentException(
          "first-byte-timeout: " + firstByteTimeout + " (expected: <= 60s)");
    }
    checkPositive("stall-timeout", stallTimeout);
  }

  /** In the order of {@link #urls}. */
  List<UpstreamAddress> addresses() {
    return urls.stream().map(UpstreamAddress::of).toList();
  }

  private static void checkPositive(String key, int value) {
    if (value <= 0) {
      throw new IllegalArgumentException(key + ": " + value + " (expected: > 0)");
    }
  }

  private static void checkPositive(String key, Duration value) {
    if (value.toMillis() <= 0) {
      throw new IllegalArgumentException(key + ": " + value + " (expected: >= 1ms)");
    }
  }
}
