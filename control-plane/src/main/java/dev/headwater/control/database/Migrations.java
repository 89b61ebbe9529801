package dev.headwater.control.database;

import org.flywaydb.core.Flyway;

/** Brings the database's tables up to this version, over JDBC. Blocks. */
final class Migrations {
  /** A database that starts together with this server is ready within this many seconds. */
  private static final int CONNECT_RETRIES = 30;

  private static final int CONNECT_RETRY_SECONDS = 1;

  private Migrations() {}

  /** Fails with FlywayException where the database can't be reached or a migration breaks. */
  static void run(DatabaseSettings settings) {
    Flyway.configure(Migrations.class.getClassLoader())
        .dataSource(url(settings), settings.user(), settings.password().value())
        .connectRetries(CONNECT_RETRIES)
        .connectRetriesInterval(CONNECT_RETRY_SECONDS)
        .locations("classpath:db/migration")
        .load()
        .migrate();
  }

  private static String url(DatabaseSettings settings) {
    return "jdbc:postgresql://%s:%d/%s?connectTimeout=5&tcpKeepAlive=true"
        .formatted(settings.host(), settings.port(), settings.name());
  }
}
