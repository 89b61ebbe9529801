package dev.headwater.edge;

import dev.headwater.edge.admission.LimitSettings;
import dev.headwater.edge.cluster.ClusterSettings;
import dev.headwater.edge.feed.FeedSettings;
import dev.headwater.edge.function.FunctionSettings;
import dev.headwater.edge.hop.HopSettings;
import dev.headwater.edge.http.caching.TargetedFields;
import dev.headwater.edge.live.LiveSettings;
import dev.headwater.edge.peer.PeerSettings;
import dev.headwater.edge.redis.RedisServers;
import dev.headwater.edge.source.upstream.UpstreamSettings;
import dev.headwater.edge.token.TokenSettings;
import dev.headwater.platform.sealing.SealingKey;
import dev.headwater.platform.settings.DataSize;
import dev.headwater.platform.settings.Secret;
import dev.headwater.platform.settings.Setting;
import dev.headwater.platform.store.location.StoreLocation;
import dev.headwater.platform.store.s3.S3Settings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The settings of a data plane node. Immutable.
 *
 * @param role what lies behind the node
 * @param host the address to listen on
 * @param port the port for viewers and CDNs
 * @param admin the operator's door
 * @param policy how responses are cached
 * @param targets the response fields that speak to this cache (RFC 9213)
 * @param memory the memory tier
 * @param redis the shared tier
 * @param peer how nodes with the same source reach each other
 * @param cluster what nodes tell each other where they can
 * @param source what lies behind the tiers
 * @param feed what the node is told by the control plane
 * @param tokens how playback tokens are checked
 * @param sealingKeys what keys that the node is told of are opened with
 * @param hop how hops that check viewers are known
 * @param limits what one client may ask
 * @param functions what runs for viewers, in this order
 * @param fills the work that misses cause
 */
public record EdgeOriginSettings(
    @Setting(
            value = "origin",
            doc = "What lies behind: origin (a store) or edge (upstream servers).")
        Role role,
    @Setting(value = "0.0.0.0", doc = "The address to listen on.") String host,
    @Setting(value = "8081", doc = "The port for viewers and CDNs; 0 takes a free one.") int port,
    Admin admin,
    @Setting(
            value = SHIPPED_POLICY,
            doc =
                "The caching policy: a file, which is looked at again while the node runs, shipped, or honour-upstream (in the edge role: cache what responses allow, for as long as they say).")
        String policy,
    @Setting(
            doc =
                "The response fields that overrule Cache-Control here, the first one counts; none: Headwater-Cache-Control, CDN-Cache-Control.")
        List<String> targets,
    Memory memory,
    Redis redis,
    PeerSettings peer,
    ClusterSettings cluster,
    Source source,
    FeedSettings feed,
    TokenSettings tokens,
    @Setting(
            doc =
                "Keys that the control plane seals token keys and content keys with; several while they are being replaced.")
        List<SealingKey> sealingKeys,
    HopSettings hop,
    LimitSettings limits,
    List<FunctionSettings> functions,
    LiveSettings live,
    Fills fills) {

  private static final String SHIPPED_POLICY = "shipped";
  private static final String HONOUR_UPSTREAM = "honour-upstream";

  /** What lies behind a node. */
  public enum Role {
    /** Object storage. */
    ORIGIN,
    /** Upstream HTTP servers. */
    EDGE
  }

  /** Whether the node and others with the same source read from each other. */
  boolean hasPeers() {
    return peer.port().isPresent() && redis.state().isPresent();
  }

  /**
   * Nodes with the same one are given the same by what lies behind them, and may share it: a store
   * says nothing of who may have it, and an upstream gives more to hops than to others.
   */
  String space() {
    return switch (role) {
      case ORIGIN -> "origin";
      case EDGE -> source.upstream().hopSecret().isPresent() ? "hop" : "edge";
    };
  }

  /** Whether responses alone say how they are cached. */
  boolean honoursUpstream() {
    return policy.equals(HONOUR_UPSTREAM);
  }

  TargetedFields targeted() {
    return targeted(targets);
  }

  private static TargetedFields targeted(List<String> names) {
    return names.isEmpty() ? TargetedFields.USUAL : new TargetedFields(names);
  }

  private static void checkTargets(List<String> names) {
    try {
      targeted(names);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("targets: " + e.getMessage(), e);
    }
  }

  private static void checkNames(List<FunctionSettings> functions) {
    Set<String> names = new HashSet<>();
    for (FunctionSettings function : functions) {
      if (!names.add(function.name())) {
        throw new IllegalArgumentException(
            "functions: two are called " + function.name() + " (expected: one)");
      }
    }
  }

  /** The file of the policy; empty for the one that Headwater ships. */
  Optional<Path> policyFile() {
    return policy.equals(SHIPPED_POLICY) || honoursUpstream()
        ? Optional.empty()
        : Optional.of(Path.of(policy));
  }

  /** The operator's door: metrics and health, 1000 ports above the server's own. */
  public record Admin(
      @Setting(value = "127.0.0.1", doc = "The address of the admin port, which has no log-in.")
          String host) {}

  /** The memory tier. */
  public record Memory(
      @Setting(value = "512MiB", doc = "How much memory responses may take, off the heap mostly.")
          DataSize maxSize,
      @Setting(
              value = "32MiB",
              doc = "Responses up to this size, and an eighth of max-size, are kept in one piece.")
          DataSize maxWhole,
      @Setting(value = "4MiB", doc = "Larger ones are fetched and kept in slices of this size.")
          DataSize sliceSize) {
    private static final DataSize LEAST = DataSize.ofMebibytes(8);
    private static final DataSize LEAST_SLICE = new DataSize(64 * 1024);

    public Memory {
      if (maxSize.compareTo(LEAST) < 0) {
        throw new IllegalArgumentException(
            "max-size: " + maxSize + " (expected: >= " + LEAST + ")");
      }
      if (sliceSize.compareTo(LEAST_SLICE) < 0 || sliceSize.compareTo(maxWhole) > 0) {
        throw new IllegalArgumentException(
            "slice-size: %s (expected: %s to max-whole, %s)"
                .formatted(sliceSize, LEAST_SLICE, maxWhole));
      }
    }

    /** What is kept in one piece: a single response must not push out all others. */
    DataSize whole() {
      return new DataSize(Math.min(maxWhole.bytes(), maxSize.bytes() / 8));
    }

    DataSize slice() {
      return new DataSize(Math.min(sliceSize.bytes(), whole().bytes()));
    }
  }

  /** The shared tier. */
  public record Redis(
      @Setting(
              value = "standalone",
              doc =
                  "What redis.cache names: standalone (one server) or cluster (some of its servers).")
          RedisServers.Mode mode,
      @Setting(
              doc =
                  "The Redis that evicts, as redis://host:port or rediss://...; none: no shared tier.")
          List<URI> cache,
      @Setting(
              doc =
                  "The Redis that never evicts, as redis://host:port; with peer.port, nodes with the same source fetch each response once.")
          Optional<URI> state,
      @Setting(
              doc =
                  "Password of either, if it has one that doesn't stand in its address; re-read on rotation.")
          Optional<Secret> password,
      @Setting(value = "8MiB", doc = "Responses larger than this stay out of the shared tier.")
          DataSize maxEntry,
      @Setting(
              value = "2",
              doc =
                  "How many connections each event loop keeps to each server for look-ups; one more is for writes.")
          int connections,
      @Setting(
              value = "30s",
              doc =
                  "How long a Redis is left alone once its breaker opened, before one call tries it again.")
          Duration breakerReset) {
    /** Each is held three times on the heap while it is written. */
    private static final DataSize LARGEST_ENTRY = DataSize.ofMebibytes(16);

    /** Each carries many calls at a time: more would only cost the server memory. */
    private static final int MOST_CONNECTIONS = 64;

    public Redis {
      cache = List.copyOf(cache);
      check("cache", mode, cache);
      check("state", RedisServers.Mode.STANDALONE, state.stream().toList());
      if (maxEntry.compareTo(LARGEST_ENTRY) > 0) {
        throw new IllegalArgumentException(
            "max-entry: " + maxEntry + " (expected: <= " + LARGEST_ENTRY + ")");
      }
      if (connections < 1 || connections > MOST_CONNECTIONS) {
        throw new IllegalArgumentException(
            "connections: " + connections + " (expected: 1 to " + MOST_CONNECTIONS + ")");
      }
      if (!breakerReset.isPositive()) {
        throw new IllegalArgumentException("breaker-reset: " + breakerReset + " (expected: > 0)");
      }
    }

    /** Empty without a shared tier. */
    Optional<RedisServers> servers() {
      return servers(mode, cache, password);
    }

    /** Empty where there are no leases. */
    Optional<RedisServers> stateServer() {
      return servers(RedisServers.Mode.STANDALONE, state.stream().toList(), password);
    }

    private static Optional<RedisServers> servers(
        RedisServers.Mode mode, List<URI> addresses, Optional<Secret> password) {
      return addresses.isEmpty()
          ? Optional.empty()
          : Optional.of(new RedisServers(mode, addresses, password));
    }

    private static void check(String key, RedisServers.Mode mode, List<URI> addresses) {
      try {
        servers(mode, addresses, Optional.empty());
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(key + ": " + e.getMessage(), e);
      }
    }
  }

  /** What lies behind the tiers. */
  public record Source(
      @Setting(doc = "In the origin role, the folder that holds the packages.")
          Optional<Path> directory,
      S3Settings s3,
      UpstreamSettings upstream) {
    /** Where the packages are, in the origin role. */
    StoreLocation store() {
      return StoreLocation.of(directory, s3);
    }
  }

  /** The work that misses cause. */
  public record Fills(
      @Setting(value = "512", doc = "How many objects the node fetches at once before it sheds.")
          int max,
      @Setting(
              value = "32",
              doc =
                  "How many segments the node fetches at once before sessions ask for them; 0: none.")
          int maxPrefetches) {
    public Fills {
      if (max < 1) {
        throw new IllegalArgumentException("max: " + max + " (expected: >= 1)");
      }
      if (maxPrefetches < 0) {
        throw new IllegalArgumentException(
            "max-prefetches: " + maxPrefetches + " (expected: >= 0)");
      }
    }
  }

  public EdgeOriginSettings {
    targets = List.copyOf(targets);
    checkTargets(targets);
    sealingKeys = List.copyOf(sealingKeys);
    functions = List.copyOf(functions);
    checkNames(functions);
    SealingKey.check(sealingKeys, false);
    switch (role) {
      case ORIGIN -> {
        if (source.directory().isPresent() == source.s3().bucket().isPresent()) {
          throw new IllegalArgumentException(
              "source.directory, source.s3.bucket: none or both (expected: one of them, in the origin role)");
        }
        if (policy.equals(HONOUR_UPSTREAM)) {
          throw new IllegalArgumentException(
              "policy: " + policy + " (expected: shipped or a file, in the origin role)");
        }
      }
      case EDGE -> {
        if (source.upstream().urls().isEmpty()) {
          throw new IllegalArgumentException(
              "source.upstream.urls: none (expected: one or more, in the edge role)");
        }
      }
    }
    redis.state().ifPresent(peer::checkReachable);
    if (port < 0 || port > 64_535) {
      throw new IllegalArgumentException(
          "port: " + port + " (expected: 0 to 64535, so that the admin port fits above it)");
    }
  }

  /** 1000 above the server's own; a free one where that is free too. */
  public int adminPort() {
    return port == 0 ? 0 : port + 1000;
  }
}
