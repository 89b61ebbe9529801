package dev.headwater.control.database;

import java.time.Duration;
import org.flywaydb.core.Flyway;

/** Brings the database's tables up to this version, over JDBC. Blocks. */
final class Migrations {
  /** A database that starts together with this server is ready within this many seconds. */
  private static final int CONNECT_RETRIES = 30;

  private static final int CONNECT_RETRY_SECONDS = 1;

  /** Bounds the wait for another process to migrate: longer than its own retries. */
  private static final Duration OTHERS_LIMIT = Duration.ofSeconds(60);

  private static final Duration OTHERS_LOOK = Duration.ofMillis(500);

  private Migrations() {}

  /** Fails with FlywayException where the database can't be reached or a migration breaks. */
  static void run(DatabaseSettings settings) {
    flyway(settings).migrate();
  }

  /** Returns when another process has brought the tables up to this version, changing nothing. */
  static void await(DatabaseSettings settings) throws InterruptedException {
    Flyway flyway = flyway(settings);
    long begun = System.nanoTime();
    while (flyway.info().pending().length > 0) {
      if (System.nanoTime() - begun > OTHERS_LIMIT.toNanos()) {
        throw new IllegalStateException(
            "database %s on %s:%d: its tables are not of this version after %d s (expected: a control plane of this version, which brings them up to it)"
                .formatted(
                    settings.name(), settings.host(), settings.port(), OTHERS_LIMIT.toSeconds()));
      }
      Thread.sleep(OTHERS_LOOK);
    }
  }

  private static Flyway flyway(DatabaseSettings settings) {
    return Flyway.configure(Migrations.class.getClassLoader())
        .dataSource(url(settings), settings.user(), settings.password().value())
        .connectRetries(CONNECT_RETRIES)
        .connectRetriesInterval(CONNECT_RETRY_SECONDS)
        .locations("classpath:db/migration")
        .load();
  }

  private static String url(DatabaseSettings settings) {
    return "jdbc:postgresql://%s:%d/%s?connectTimeout=5&tcpKeepAlive=true"
        .formatted(settings.host(), settings.port(), settings.name());
  }
}
