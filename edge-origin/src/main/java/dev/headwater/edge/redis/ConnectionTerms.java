package dev.headwater.edge.redis;

import dev.headwater.platform.settings.Secret;
import java.time.Duration;
import java.util.Optional;

/**
 * What is asked of the connections to one server. Immutable.
 *
 * @param connections how many are kept
 * @param maxUnanswered how many calls may be under way on each
 * @param timeLimit for a call, a redirection included
 * @param silence after which a server that owes answers and sends none is given up
 * @param password that each new one shows
 */
public record ConnectionTerms(
    int connections,
    int maxUnanswered,
    Duration timeLimit,
    Duration silence,
    Optional<Secret> password) {
  /** Those of connections that show no password. */
  public ConnectionTerms(int connections, int maxUnanswered, Duration timeLimit, Duration silence) {
    this(connections, maxUnanswered, timeLimit, silence, Optional.empty());
  }

  public ConnectionTerms {
    if (connections < 1) {
      throw new IllegalArgumentException("connections: " + connections + " (expected: >= 1)");
    }
    if (maxUnanswered < 1) {
      throw new IllegalArgumentException("maxUnanswered: " + maxUnanswered + " (expected: >= 1)");
    }
    if (!timeLimit.isPositive()) {
      throw new IllegalArgumentException("timeLimit: " + timeLimit + " (expected: > 0)");
    }
    if (!silence.isPositive()) {
      throw new IllegalArgumentException("silence: " + silence + " (expected: > 0)");
    }
  }

  ConnectionTerms with(Optional<Secret> shown) {
    return new ConnectionTerms(connections, maxUnanswered, timeLimit, silence, shown);
  }
}
