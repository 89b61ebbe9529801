package dev.headwater.engines;

/**
 * Where a database is and how to log in to it. Immutable.
 *
 * @param password for SCRAM; not shown by {@link #toString}
 */
public record PostgresAddress(
    String host, int port, String database, String user, String password) {

  /** For a JDBC driver, without user and password. */
  public String jdbcUrl() {
    return "jdbc:postgresql://" + host + ":" + port + "/" + database;
  }

  PostgresAddress withDatabase(String other) {
    return new PostgresAddress(host, port, other, user, password);
  }

  @Override
  public String toString() {
    return user + "@" + host + ":" + port + "/" + database;
  }
}
