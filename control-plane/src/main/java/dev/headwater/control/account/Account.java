package dev.headwater.control.account;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * A person as the database knows them. Immutable.
 *
 * @param email lower-cased
 * @param passwordHash a PHC string
 */
public record Account(
    String id,
    String email,
    String displayName,
    Role role,
    String passwordHash,
    Instant createdAt) {

  public static Account of(Row row) {
    return new Account(
        row.getString("id"),
        row.getString("email"),
        row.getString("display_name"),
        Role.of(row.getString("role")),
        row.getString("password_hash"),
        row.get(OffsetDateTime.class, "created_at").toInstant());
  }

  @Override
  public String toString() {
    return id + " (" + role.word() + ")";
  }
}
