package dev.headwater.edge.peer;

import dev.headwater.platform.settings.Secret;
import dev.headwater.platform.settings.Setting;
import java.util.Optional;

/**
 * How nodes with the same source reach each other. Immutable.
 *
 * @param host the address to listen on
 * @param port the port for other nodes
 * @param address what other nodes are told
 * @param secret what nodes know each other by
 */
public record PeerSettings(
    @Setting(
            value = "127.0.0.1",
            doc = "The address to listen on for other nodes, on a private network.")
        String host,
    @Setting(
            doc =
                "The port for other nodes, 0 takes a free one; none: nodes don't read from each other.")
        Optional<Integer> port,
    @Setting(doc = "Where other nodes reach this one, as host:port; none: peer.host and peer.port.")
        Optional<String> address,
    @Setting(doc = "What nodes know each other by, the same on all; needed where peer.port is set.")
        Optional<Secret> secret) {
  /** What 128 random bits take in hexadecimal. */
  private static final int LEAST_SECRET = 32;

  public PeerSettings {
    port.ifPresent(PeerSettings::checkPort);
    address.ifPresent(PeerAddress::of);
    if (port.isPresent() && secret.map(one -> one.value().length()).orElse(0) < LEAST_SECRET) {
      throw new IllegalArgumentException(
          "secret: none or short (expected: >= " + LEAST_SECRET + " characters, with peer.port)");
    }
  }

  private static void checkPort(int port) {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port: " + port + " (expected: 0 to 65535)");
    }
  }
}
