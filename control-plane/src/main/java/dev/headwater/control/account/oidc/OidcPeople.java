package dev.headwater.control.account.oidc;

import dev.headwater.control.account.Account;
import dev.headwater.control.account.AccountTable;
import dev.headwater.control.account.Role;
import dev.headwater.control.account.password.PasswordHashing;
import dev.headwater.control.account.session.SessionEnds;
import dev.headwater.control.audit.AuditLog;
import dev.headwater.control.database.Database;
import dev.headwater.control.refusal.Reason;
import dev.headwater.control.refusal.RefusedException;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the account of whom a provider vouches for, or makes one, of a viewer. An account with the
 * same address becomes theirs; where nobody ever showed that mail to it reaches them, whoever made
 * it is thrown out first. Thread-safe; for virtual threads.
 */
final class OidcPeople {
  private final Database database;
  private final AccountTable accounts;
  private final PasswordHashing hashing;
  private final SessionEnds ends;
  private final AuditLog audit;
  private final InstantSource clock;

  OidcPeople(
      Database database,
      PasswordHashing hashing,
      SessionEnds ends,
      AuditLog audit,
      InstantSource clock) {
    this.database = database;
    this.accounts = new AccountTable(database);
    this.hashing = hashing;
    this.ends = ends;
    this.audit = audit;
    this.clock = clock;
  }

  /** Refused with 403 where the person is new and the provider doesn't vouch for an address. */
  Account account(IdToken token) {
    List<String> ended = new ArrayList<>();
    Account account =
        database.transaction(transaction ->
            known(transaction, token).orElseGet(() -> link(transaction, token, ended)));
    ends.tell(ended);
    return account;
  }

  private Optional<Account> known(SqlConnection transaction, IdToken token) {
    for (Row row :
        database.query(
            transaction,
            "select person_id from oidc_identities where issuer = $1 and subject = $2",
            token.issuer(),
            token.subject())) {
      return accounts.byId(transaction, row.getString(0));
    }
    return Optional.empty();
  }

  private Account link(SqlConnection transaction, IdToken token, List<String> ended) {
    String email =
        token
            .email()
            .orElseThrow(() ->
                new RefusedException(
                    Reason.FORBIDDEN, "the provider does not vouch for an e-mail address"));
    Account fresh =
        Account.create(email, token.name(), Role.VIEWER, hashing.unknown(), clock.instant())
            .withCheckedEmail();
    boolean isNew = accounts.insert(transaction, fresh);
    Account account =
        isNew ? fresh : takeOver(transaction, accounts.lockByEmail(transaction, email), ended);
    database.query(
        transaction,
        """
        insert into oidc_identities (issuer, subject, person_id) values ($1, $2, $3)
        on conflict do nothing\
        """,
        token.issuer(),
        token.subject(),
        account.id());
    record(transaction, account, isNew ? "person.create" : "person.link", token);
    return account;
  }

  private Account takeOver(SqlConnection transaction, Optional<Account> found, List<String> ended) {
    Account account = found.orElseThrow();
    if (account.emailChecked()) {
      return account;
    }
    accounts.setPassword(transaction, account.id(), hashing.unknown());
    accounts.markEmailChecked(transaction, account.id());
    ended.addAll(ends.endAll(transaction, account.id()));
    return accounts.byId(transaction, account.id()).orElseThrow();
  }

  private void record(SqlConnection transaction, Account account, String action, IdToken token) {
    JsonObject detail =
        account.toAuditDetail().put("issuer", token.issuer()).put("subject", token.subject());
    audit.record(transaction, account.id(), action, account.id(), detail);
  }
}
