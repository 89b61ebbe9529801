package dev.headwater.endurance.run;

import dev.headwater.endurance.node.NodePort;
import dev.headwater.endurance.source.FaultySource;
import dev.headwater.engines.RedisEngine;
import dev.headwater.engines.testing.S3ProxyEngine;
import dev.headwater.platform.settings.DataSize;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Configuration files of nodes, as lines. */
final class Nodes {
  private Nodes() {}

  /** An edge that does what the source says. */
  static List<String> before(FaultySource source, DataSize memory) {
    return List.of(
        "policy: honour-upstream",
        "memory: { max-size: " + memory + " }",
        "source: { upstream: { urls: [\"" + source.url() + "\"] } }");
  }

  /** The same, with time limits that a busy machine stays within. */
  static List<String> patient(FaultySource source, DataSize memory) {
    return List.of(
        "policy: honour-upstream",
        "memory: { max-size: " + memory + " }",
        "source:",
        "  upstream:",
        "    urls: [\"" + source.url() + "\"]",
        "    connect-timeout: 30s",
        "    first-byte-timeout: 30s",
        "    stall-timeout: 30s");
  }

  /** The same, one of several that share their fills by leases in Redis. */
  static List<String> sharing(
      FaultySource source, DataSize memory, RedisEngine redis, NodePort port) {
    List<String> lines = new ArrayList<>(patient(source, memory));
    lines.add("redis: { state: \"" + redis.url() + "\" }");
    lines.add("peer: { port: " + port.peers() + ", secret: \"" + "5e".repeat(32) + "\" }");
    return lines;
  }

  /** An origin before an S3 store, with Redis between the two. */
  static List<String> origin(S3ProxyEngine store, String bucket, String redis, Path policy) {
    return List.of(
        "policy: \"" + policy + "\"",
        "memory: { max-size: 256MiB }",
        "redis: { cache: \"" + redis + "\" }",
        "source:",
        "  s3:",
        "    bucket: " + bucket,
        "    endpoint: \"" + store.endpoint() + "\"",
        "    path-style: true",
        "    access-key: " + S3ProxyEngine.ACCESS_KEY,
        "    secret-key: " + S3ProxyEngine.SECRET_KEY);
  }
}
