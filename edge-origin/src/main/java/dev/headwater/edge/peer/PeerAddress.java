package dev.headwater.edge.peer;

/**
 * Where a node is reached by others. Immutable.
 *
 * @param host a name or an IP address, without brackets
 * @param port 1 to 65535
 */
record PeerAddress(String host, int port) {
  /** Of {@code host:port}; fails with IllegalArgumentException. */
  static PeerAddress of(String text) {
    int colon = text.lastIndexOf(':');
    String port = text.substring(colon + 1);
    if (colon < 1 || !port.matches("[0-9]{1,5}") || !isPort(Integer.parseInt(port))) {
      throw new IllegalArgumentException("address: '" + text + "' (expected: host:port)");
    }
    String host = text.substring(0, colon).replaceAll("^\\[(.*)]$", "$1");
    return new PeerAddress(host, Integer.parseInt(port));
  }

  private static boolean isPort(int port) {
    return port > 0 && port <= 65_535;
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
