package dev.headwater.edge.peer;

/**
 * Who holds a lease. Immutable.
 *
 * @param address where other nodes reach it
 * @param token the lease's fencing token: each lease of a key has a higher one than those before
 */
record Holder(PeerAddress address, long token) {
  private static final char SEPARATOR = '|';

  /** Fails with IllegalArgumentException on what {@link #value} never made. */
  static Holder of(String value) {
    int at = value.lastIndexOf(SEPARATOR);
    if (at < 0) {
      throw new IllegalArgumentException("lease: '" + value + "' (expected: address|token)");
    }
    return new Holder(
        PeerAddress.of(value.substring(0, at)), Long.parseLong(value.substring(at + 1)));
  }

  /** As it stands in Redis. */
  String value() {
    return address.toString() + SEPARATOR + token;
  }
}
