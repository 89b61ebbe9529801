package dev.headwater.control.account.person;

import dev.headwater.control.account.Account;
import dev.headwater.control.account.AccountTable;
import dev.headwater.control.account.Caller;
import dev.headwater.control.account.EmailAddress;
import dev.headwater.control.account.Role;
import dev.headwater.control.account.password.PasswordHashing;
import dev.headwater.control.account.session.SessionEnds;
import dev.headwater.control.audit.AuditLog;
import dev.headwater.control.database.Database;
import dev.headwater.control.refusal.Reason;
import dev.headwater.control.refusal.RefusedException;
import io.vertx.sqlclient.SqlConnection;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * People and their roles, for administrators: all else is refused with 403. A new role ends the
 * person's sessions, whose tokens name the old one; so does the end of their right to log in.
 * Thread-safe; for virtual threads.
 */
public final class People {
  private final Database database;
  private final AccountTable accounts;
  private final PeopleTable people;
  private final AdministratorTable administrators;
  private final PasswordHashing hashing;
  private final SessionEnds ends;
  private final AuditLog audit;
  private final InstantSource clock;

  /** Who somebody new is. */
  public record NewPerson(String email, String displayName, Role role, String password) {
    @Override
    public String toString() {
      return email + " (" + role.word() + ")";
    }
  }

  public People(
      Database database,
      PasswordHashing hashing,
      SessionEnds ends,
      AuditLog audit,
      InstantSource clock) {
    this.database = database;
    this.accounts = new AccountTable(database);
    this.people = new PeopleTable(database);
    this.administrators = new AdministratorTable(database);
    this.hashing = hashing;
    this.ends = ends;
    this.audit = audit;
    this.clock = clock;
  }

  public PeoplePage list(Caller.Person caller, PeopleQuery query) {
    admit(caller);
    List<Account> found = people.list(query);
    if (found.size() <= query.limit()) {
      return new PeoplePage(found, Optional.empty());
    }
    List<Account> items = found.subList(0, query.limit());
    return new PeoplePage(items, Optional.of(PeopleCursor.after(items.getLast()).encode()));
  }

  /** Refused with 404 where there is nobody of that id. */
  public Account find(Caller.Person caller, String id) {
    admit(caller);
    return accounts.byId(id).orElseThrow(People::nobody);
  }

  /** Refused with 409 where the address is taken. */
  public Account create(Caller.Person caller, NewPerson person) {
    admit(caller);
    Account account =
        Account.create(
                EmailAddress.check(person.email()),
                person.displayName(),
                person.role(),
                hashing.hash(person.password()),
                clock.instant())
            .withCheckedEmail();
    return database.transaction(transaction -> {
      if (!accounts.insert(transaction, account)) {
        throw new RefusedException(
            Reason.CONFLICT, "there is an account with this e-mail address already");
      }
      audit.record(
          transaction, caller.id(), "person.create", account.id(), account.toAuditDetail());
      return account;
    });
  }

  /**
   * Refused with 404 where there is nobody of that id, with 409 where nobody would be left to
   * administer.
   */
  public Account change(Caller.Person caller, String id, PersonChange change) {
    admit(caller);
    Changed changed = database.transaction(transaction -> change(transaction, caller, id, change));
    ends.tell(changed.ended);
    return changed.account;
  }

  private record Changed(Account account, List<String> ended) {}

  private Changed change(
      SqlConnection transaction, Caller.Person caller, String id, PersonChange change) {
    List<String> inOffice = administrators.lockAll(transaction);
    Account before = accounts.lock(transaction, id).orElseThrow(People::nobody);
    Account after = change.on(before);
    if (!isInOffice(after) && inOffice.equals(List.of(id))) {
      throw new RefusedException(
          Reason.CONFLICT, "this is the last administrator: make another one first");
    }
    people.update(transaction, after);
    audit.record(transaction, caller.id(), "person.change", id, change.toAuditDetail());
    boolean stays = after.role() == before.role() && !after.disabled();
    return new Changed(after, stays ? List.of() : ends.endAll(transaction, id));
  }

  private static boolean isInOffice(Account account) {
    return account.role() == Role.ADMIN && !account.disabled();
  }

  private static void admit(Caller.Person caller) {
    if (caller.role() != Role.ADMIN) {
      throw new RefusedException(Reason.FORBIDDEN, "people are the business of administrators");
    }
  }

  private static RefusedException nobody() {
    return new RefusedException(Reason.NOT_FOUND, "there is nobody of that id");
  }
}
