package dev.headwater.control.database;

import dev.headwater.platform.settings.Secret;
import dev.headwater.platform.settings.Setting;
import java.time.Duration;

/** Where PostgreSQL is, and how much of it this server may use. Immutable. */
public record DatabaseSettings(
    @Setting(value = "127.0.0.1", doc = "Host of PostgreSQL.") String host,
    @Setting(value = "5432", doc = "Port of PostgreSQL.") int port,
    @Setting(value = "headwater", doc = "Name of the database.") String name,
    @Setting(value = "headwater", doc = "Who logs in to the database.") String user,
    @Setting(doc = "Password of that user.") Secret password,
    @Setting(value = "16", doc = "Connections that this server opens at most.") int poolSize,
    @Setting(value = "500", doc = "Calls that wait for a connection at most; more are refused.")
        int maxWaiting,
    @Setting(value = "5s", doc = "Longest wait for a connection, and for one statement.")
        Duration timeout) {

  public DatabaseSettings {
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("port: " + port + " (expected: 1 to 65535)");
    }
    if (poolSize < 1) {
      throw new IllegalArgumentException("pool-size: " + poolSize + " (expected: > 0)");
    }
    if (maxWaiting < 1) {
      throw new IllegalArgumentException("max-waiting: " + maxWaiting + " (expected: > 0)");
    }
    if (timeout.isZero()) {
      throw new IllegalArgumentException("timeout: 0s (expected: > 0)");
    }
  }
}
