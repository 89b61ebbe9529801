package dev.headwater.edge.http.forward;

/** Interim responses (RFC 9110, section 15.2). */
public final class Interim {
  private Interim() {}

  /**
   * Whether one goes on to a client of this version of HTTP. Those that are about the connection do
   * not: each hop has its own.
   *
   * @param protocol as in Via: "1.0", "1.1" or "2"
   */
  public static boolean isRelayed(int status, String protocol) {
    return switch (status) {
      case 100, 101 -> false;
      default -> status / 100 == 1 && !protocol.equals("1.0");
    };
  }
}
