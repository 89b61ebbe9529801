package dev.headwater.control.account.oidc;

import dev.headwater.control.account.AccountSettings;
import dev.headwater.control.account.password.PasswordHashing;
import dev.headwater.control.account.session.SessionEnds;
import dev.headwater.control.account.session.Sessions;
import dev.headwater.control.account.throttle.Limit;
import dev.headwater.control.account.throttle.Throttle;
import dev.headwater.control.audit.AuditLog;
import dev.headwater.control.database.Database;
import io.vertx.core.Vertx;
import java.time.InstantSource;

/** What log-in with a provider stands on. Immutable. */
public record OidcParts(
    Vertx vertx,
    Database database,
    PasswordHashing hashing,
    SessionEnds ends,
    AuditLog audit,
    InstantSource clock) {

  public OidcLogIn logIn(AccountSettings settings, Sessions sessions, Throttle throttle) {
    return new OidcLogIn(
        settings.oidc().issuer().map(_ -> new OpenIdProvider(vertx, settings)),
        new PendingLogInTable(database, clock),
        new OidcPeople(database, hashing, ends, audit, clock),
        sessions,
        new OidcLogIn.Begins(
            throttle,
            new Limit("oidc-address", settings.failuresPerAddress(), settings.failureWindow())),
        clock);
  }
}
