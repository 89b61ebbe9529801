package dev.headwater.edge.redis;

import dev.headwater.platform.settings.Secret;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Where a Redis is. Immutable.
 *
 * @param mode what the addresses are of
 * @param addresses of the server, or of some servers of the cluster, which tell the others
 * @param password that each new connection shows; absent where the addresses have it, or none does
 */
public record RedisServers(Mode mode, List<URI> addresses, Optional<Secret> password) {

  /** How many servers there are. */
  public enum Mode {
    /** One, which has all keys. */
    STANDALONE,
    /** Several, each of which has some slots. */
    CLUSTER
  }

  /** Some that ask for no password but what stands in their addresses. */
  public RedisServers(Mode mode, List<URI> addresses) {
    this(mode, addresses, Optional.empty());
  }

  public RedisServers {
    addresses = List.copyOf(addresses);
    if (addresses.isEmpty()) {
      throw new IllegalArgumentException("no address (expected: one or more)");
    }
    if (mode == Mode.STANDALONE && addresses.size() > 1) {
      throw new IllegalArgumentException(
          addresses.size() + " addresses (expected: one, unless the mode is cluster)");
    }
    addresses.forEach(RedisServers::check);
  }

  private static void check(URI address) {
    String scheme = address.getScheme();
    if (!("redis".equals(scheme) || "rediss".equals(scheme)) || address.getHost() == null) {
      throw new IllegalArgumentException(
          "scheme '%s', host '%s' (expected: redis://host:port or rediss://host:port)"
              .formatted(scheme, address.getHost()));
    }
  }
}
