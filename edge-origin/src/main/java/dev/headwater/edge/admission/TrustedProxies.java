package dev.headwater.edge.admission;

import dev.headwater.edge.http.message.ListElements;
import java.util.List;

/** The proxies that are believed when they say whom a request comes from. Immutable. */
public final class TrustedProxies {
  private final List<Network> networks;

  private TrustedProxies(List<Network> networks) {
    this.networks = networks;
  }

  /** Addresses or networks as in {@code 10.0.0.0/8}. */
  public static TrustedProxies of(List<String> networks) {
    return new TrustedProxies(networks.stream().map(Network::parse).toList());
  }

  /** Whether the address is that of one. */
  public boolean has(String address) {
    if (networks.isEmpty()) {
      return false;
    }
    byte[] bytes = Network.bytes(address);
    return bytes != null && networks.stream().anyMatch(network -> network.contains(bytes));
  }

  /**
   * The address that a request comes from: that of the connection or, where a proxy is believed,
   * the last in X-Forwarded-For that is no proxy's. Who is not believed may have written what
   * stands before it.
   *
   * @param forwardedFor the lines of that field
   */
  public String client(String connected, List<String> forwardedFor) {
    if (forwardedFor.isEmpty() || !has(connected)) {
      return connected;
    }
    String client = connected;
    for (String named : ListElements.of(String.join(",", forwardedFor)).reversed()) {
      if (Network.bytes(named) == null) {
        return client;
      }
      client = named;
      if (!has(named)) {
        return client;
      }
    }
    return client;
  }
}
