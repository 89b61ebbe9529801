package dev.headwater.edge.peer;

import dev.headwater.platform.settings.Secret;
import dev.headwater.platform.settings.Setting;
import java.net.InetAddress;
import java.net.URI;
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
    @Setting(
            doc =
                "Where other nodes reach this one, as host:port; none: peer.host and peer.port, if other machines reach those.")
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

  /** What other nodes are told, where this one listens on that port. */
  public String addressAt(int actualPort) {
    return address
        .map(PeerAddress::of)
        .orElseGet(() -> new PeerAddress(host, actualPort))
        .toString();
  }

  /**
   * Fails with IllegalArgumentException where the leases of several machines would bear one
   * address, so that each took those of the others for its own.
   */
  public void checkReachable(URI redisState) {
    if (port.isPresent() && address.isEmpty() && isHere(host) && !isHere(redisState.getHost())) {
      throw new IllegalArgumentException(
          "peer.host: %s (expected: what other machines reach, or peer.address; redis.state is on %s)"
              .formatted(host, redisState.getHost()));
    }
  }

  /** Whether it names this machine, whichever that is: loopback, or all of its addresses. */
  private static boolean isHere(String host) {
    if (host.equalsIgnoreCase("localhost")) {
      return true;
    }
    try {
      InetAddress literal = InetAddress.ofLiteral(host.replaceAll("^\\[(.*)]$", "$1"));
      return literal.isLoopbackAddress() || literal.isAnyLocalAddress();
    } catch (IllegalArgumentException e) {
      return false; // some other name
    }
  }
}
