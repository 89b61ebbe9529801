package dev.headwater.control.audit;

import dev.headwater.control.database.Database;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;

/**
 * Writes down each change in the transaction that makes it, so that there is never one without the
 * other. Thread-safe; for virtual threads.
 */
public final class AuditLog {
  /** The actor of what the server does by itself. */
  public static final String SYSTEM = "system";

  private final Database database;

  public AuditLog(Database database) {
    this.database = database;
  }

  /**
   * Adds one line.
   *
   * @param actor a person's id, or {@link #SYSTEM}
   * @param action what was done, such as {@code title.create}
   * @param subject the id of what was changed
   * @param detail what it was changed to; never a secret
   */
  public void record(
      SqlConnection transaction, String actor, String action, String subject, JsonObject detail) {
    database.query(
        transaction,
        "insert into audit_log (actor, action, subject, detail) values ($1, $2, $3, $4)",
        actor,
        action,
        subject,
        detail);
  }
}
