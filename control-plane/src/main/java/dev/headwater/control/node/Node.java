package dev.headwater.control.node;

import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.time.OffsetDateTime;

/**
 * A node of the data plane, as it last reported. Immutable.
 *
 * @param policy the version of its caching policy; empty where it doesn't say
 * @param state as the node says it
 * @param reachable whether it has reported lately
 */
public record Node(
    String name,
    String role,
    String region,
    String version,
    String policy,
    String state,
    long sequence,
    OffsetDateTime startedAt,
    OffsetDateTime lastSeen,
    boolean reachable) {
  /** A node that reports every two seconds and is silent for so long is cut off, or gone. */
  public static final Duration LEASE = Duration.ofSeconds(10);

  /** One that is silent for so long is no longer counted on. */
  public static final Duration REMEMBERED = Duration.ofMinutes(10);

  static Node of(Row row) {
    return new Node(
        row.getString("name"),
        row.getString("role"),
        row.getString("region"),
        row.getString("version"),
        row.getString("policy"),
        row.getString("state"),
        row.getLong("sequence"),
        row.get(OffsetDateTime.class, "started_at"),
        row.get(OffsetDateTime.class, "last_seen"),
        row.getBoolean("reachable"));
  }

  /** In a word, for people. */
  public String health() {
    return reachable ? state : "unreachable";
  }
}
