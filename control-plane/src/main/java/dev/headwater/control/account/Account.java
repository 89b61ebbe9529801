package dev.headwater.control.account;

import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;

/**
 * A person as the database knows them. Immutable.
 *
 * @param email lower-cased
 * @param passwordHash a PHC string
 * @param emailChecked whether the person has shown that mail to the address reaches them
 * @param disabled whether they may not log in
 */
public record Account(
    String id,
    String email,
    String displayName,
    Role role,
    String passwordHash,
    Instant createdAt,
    boolean emailChecked,
    boolean disabled) {

  /** Somebody new, of an address that nobody has checked. */
  public static Account create(
      String email, String displayName, Role role, String passwordHash, Instant now) {
    return new Account(
        RandomText.id('p'),
        email,
        displayName.strip(),
        role,
        passwordHash,
        now.truncatedTo(ChronoUnit.MICROS), // as the database keeps it
        false,
        false);
  }

  static Account of(Row row) {
    return new Account(
        row.getString("id"),
        row.getString("email"),
        row.getString("display_name"),
        Role.of(row.getString("role")),
        row.getString("password_hash"),
        row.get(OffsetDateTime.class, "created_at").toInstant(),
        row.getOffsetDateTime("email_checked_at") != null,
        row.getOffsetDateTime("disabled_at") != null);
  }

  /** As one whose address somebody vouches for. */
  public Account withCheckedEmail() {
    return new Account(id, email, displayName, role, passwordHash, createdAt, true, disabled);
  }

  /** What an audit log may hold. */
  public JsonObject toAuditDetail() {
    return new JsonObject().put("email", email).put("role", role.word());
  }

  @Override
  public String toString() {
    return id + " (" + role.word() + ")";
  }
}
