package dev.headwater.platform.telemetry;

import io.vertx.core.Future;

/**
 * One question asked by {@code /health/ready}.
 *
 * @param name what is asked about
 * @param check fails where something is wrong
 * @param decides whether the server should get no traffic then; else it is only told
 */
public record HealthCheck(String name, Check check, boolean decides) {
  /** Fails where the server should get no traffic. */
  public HealthCheck(String name, Check check) {
    this(name, check, true);
  }

  /** What operators should know of a server that serves as well as ever. */
  public static HealthCheck toTell(String name, Check check) {
    return new HealthCheck(name, check, false);
  }

  /** Asks once; the admin server bounds the wait. */
  @FunctionalInterface
  public interface Check {
    Future<Void> run();
  }
}
