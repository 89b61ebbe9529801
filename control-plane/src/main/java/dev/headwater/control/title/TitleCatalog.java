package dev.headwater.control.title;

import dev.headwater.control.access.Access.Deed;
import dev.headwater.control.access.AccessCheck;
import dev.headwater.control.account.Caller;
import dev.headwater.control.audit.AuditLog;
import dev.headwater.control.database.Database;
import dev.headwater.control.refusal.Reason;
import dev.headwater.control.refusal.RefusedException;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Titles as people see and change them: every call is checked, every change is audited.
 * Thread-safe; for virtual threads.
 */
public final class TitleCatalog {
  private final Database database;
  private final TitleTable titles;
  private final AuditLog audit;
  private final PublicationSync publications;
  private final AccessCheck access;

  public TitleCatalog(
      Database database,
      AuditLog audit,
      PublicationSync publications,
      TitleSettings settings,
      InstantSource clock) {
    this.database = database;
    this.titles = new TitleTable(database);
    this.audit = audit;
    this.publications = publications;
    this.access = new AccessCheck("title", settings.goneFor(), clock);
  }

  /** Refused with 403 where the person may not make titles. */
  public Title create(Caller.Person person, TitleText text) {
    access.admitMaker(person);
    return database.transaction(transaction -> {
      Title title = titles.insert(transaction, TitleId.random(), person.id(), text);
      audit.record(transaction, person.id(), "title.create", title.id(), text.toJson());
      return title;
    });
  }

  /**
   * One that a job fills, which is submitted in the same transaction; refused as {@link #create}.
   */
  public Title createFilled(SqlConnection transaction, Caller.Person person, TitleText text) {
    access.admitMaker(person);
    Title title = titles.insert(transaction, TitleId.random(), person.id(), text);
    audit.record(transaction, person.id(), "title.create", title.id(), text.toJson());
    return titles.fill(transaction, title.id());
  }

  /** Refused with 401, 403, 404 or 410 where the caller may not do that with the title. */
  public Title find(Caller caller, Deed deed, String id) {
    return access.admit(caller, deed, titles.find(id));
  }

  public TitlePage list(Caller.Person person, TitleQuery query) {
    List<Title> found = titles.list(person, query);
    if (found.size() <= query.limit()) {
      return new TitlePage(found, Optional.empty());
    }
    List<Title> items = found.subList(0, query.limit());
    return new TitlePage(
        items, Optional.of(TitleCursor.after(query.place().order(), items.getLast()).encode()));
  }

  /** Refused as {@link #find} is. */
  public Title change(Caller.Person person, String id, JsonObject patch) {
    Title changed =
        database.transaction(transaction -> {
          Title title = access.admit(person, Deed.CHANGE, titles.lock(transaction, id));
          audit.record(transaction, person.id(), "title.change", id, patch);
          return titles.update(transaction, id, title.text().with(patch));
        });
    publications.wake();
    return changed;
  }

  /** Takes the title off the catalog and its publications off the air; refused as {@link #find}. */
  public void retire(Caller.Person person, String id) {
    database.transaction(transaction -> {
      Title title = access.admit(person, Deed.CHANGE, titles.lock(transaction, id));
      titles.retire(transaction, id);
      audit.record(transaction, person.id(), "title.delete", id, new JsonObject());
      return title;
    });
    publications.wake();
  }

  /**
   * Gives the title a new source, to be packaged. Refused with 409 where an earlier one waits or is
   * being packaged, and as {@link #find} is.
   *
   * @return the title with its new source
   */
  public Title setSource(
      SqlConnection transaction, Caller.Person person, String id, TitleSource source) {
    Title title = access.admit(person, Deed.CHANGE, titles.lock(transaction, id));
    checkAcceptsSource(title);
    titles.setSource(transaction, id, source);
    audit.record(
        transaction,
        person.id(),
        "title.upload",
        id,
        new JsonObject().put("sourceKey", source.key()));
    return titles.lock(transaction, id).orElseThrow();
  }

  /** The object that the title was made of last; the title is held until the transaction ends. */
  public Optional<String> sourceKey(SqlConnection transaction, String id) {
    return titles.lock(transaction, id).flatMap(Title::sourceKey);
  }

  /** Refused with 409 where an earlier source waits or is being packaged. */
  public static void checkAcceptsSource(Title title) {
    if (!title.status().acceptsSource()) {
      throw new RefusedException(
          Reason.CONFLICT,
          "the title is %s: wait until its last source is packaged"
              .formatted(title.status().word()));
    }
  }
}
