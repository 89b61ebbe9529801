package dev.headwater.control.database;

import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import java.util.List;

/** Tells a database that is down from a statement that is wrong. */
final class SqlFailure {
  /**
   * SQLSTATE classes of a server that can't serve now: connection (08), resources (53), stopping or
   * cancelled by a time limit (57), lost transactions that may be tried again (40).
   */
  private static final List<String> PASSING = List.of("08", "53", "57", "40");

  /** Text with a NUL character, which PostgreSQL can't keep. */
  private static final String CHARACTER_NOT_IN_REPERTOIRE = "22021";

  private SqlFailure() {}

  static boolean isUnspeakable(Throwable failure) {
    return failure instanceof PgException e && CHARACTER_NOT_IN_REPERTOIRE.equals(e.getSqlState());
  }

  static boolean isUnavailable(Throwable failure) {
    return switch (failure) {
      case PgException e -> PASSING.stream().anyMatch(String.valueOf(e.getSqlState())::startsWith);
      case VertxException _ -> true; // closed connections, a full queue
      case RuntimeException _, Error _ -> false;
      default -> true; // no connection, no answer in time
    };
  }

  static RuntimeException unchecked(Throwable failure) {
    return switch (failure) {
      case Error e -> throw e;
      case RuntimeException e -> e;
      default -> new IllegalStateException("the database failed", failure);
    };
  }
}
