package dev.headwater.edge.http.forward;

import dev.headwater.edge.http.message.FieldList;
import dev.headwater.edge.http.message.ResponseHead;

/**
 * How this intermediary forwards responses. Immutable.
 *
 * @param pseudonym its name in Via
 */
public record ResponseForwarding(String pseudonym) {
  /**
   * The fields to store and to forward.
   *
   * @param protocol the version of HTTP that it came by, as in Via: "1.1" or "2"
   */
  public FieldList fields(ResponseHead response, String protocol) {
    return HopByHop.without(response.fields()).add("Via", protocol + " " + pseudonym).build();
  }

  /**
   * Whether an interim response goes on to a client of this version of HTTP (RFC 9110, section
   * 15.2). Those that are about the connection do not: each hop has its own.
   */
  public static boolean relaysInterim(int status, String clientProtocol) {
    return switch (status) {
      case 100, 101 -> false;
      default -> status / 100 == 1 && !clientProtocol.equals("1.0");
    };
  }
}
