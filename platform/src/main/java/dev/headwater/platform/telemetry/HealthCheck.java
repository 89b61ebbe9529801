package dev.headwater.platform.telemetry;

import io.vertx.core.Future;

/**
 * One question asked by {@code /health/ready}.
 *
 * @param name what is asked about
 * @param check fails where the server should get no traffic
 */
public record HealthCheck(String name, Check check) {
  /** Asks once; the admin server bounds the wait. */
  @FunctionalInterface
  public interface Check {
    Future<Void> run();
  }
}
