package dev.headwater.edge.cluster;

import java.net.InetSocketAddress;

/** Where a node listens. Immutable. */
record HostPort(String host, int port) {
  private static final int MOST_PORT = 65_534;

  /** Fails with IllegalArgumentException, which names the key. */
  static HostPort of(String key, String text) {
    int colon = text.lastIndexOf(':');
    String digits = text.substring(colon + 1);
    int port = digits.matches("\\d{1,5}") ? Integer.parseInt(digits) : 0;
    if (colon < 1 || port < 1 || port > MOST_PORT) {
      throw new IllegalArgumentException(
          key + ": " + text + " (expected: host:port, with a port of 1 to " + MOST_PORT + ")");
    }
    return new HostPort(text.substring(0, colon), port);
  }

  /** For messages, where this one is for membership. */
  HostPort above() {
    return new HostPort(host, port + 1);
  }

  /** Looks the name up, and so may wait for that. */
  InetSocketAddress socketAddress() {
    InetSocketAddress found = new InetSocketAddress(host, port);
    if (found.isUnresolved()) {
      throw new IllegalStateException(host + " (expected: a known name)");
    }
    return found;
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
