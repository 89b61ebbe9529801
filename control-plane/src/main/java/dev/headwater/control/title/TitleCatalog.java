package dev.headwater.control.title;

import dev.headwater.control.account.Caller;
import dev.headwater.control.audit.AuditLog;
import dev.headwater.control.database.Database;
import dev.headwater.control.refusal.Reason;
import dev.headwater.control.refusal.RefusedException;
import dev.headwater.control.title.TitleAccess.Deed;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Titles as people see and change them: every call is checked against {@link TitleAccess}, every
 * change is audited. Thread-safe; for virtual threads.
 */
public final class TitleCatalog {
  private final Database database;
  private final TitleTable titles;
  private final AuditLog audit;
  private final PublicationSync publications;
  private final TitleSettings settings;
  private final InstantSource clock;

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
    this.settings = settings;
    this.clock = clock;
  }

  /** Refused with 403 where the person may not make titles. */
  public Title create(Caller.Person person, TitleText text) {
    if (!TitleAccess.mayCreate(person)) {
      throw new RefusedException(Reason.FORBIDDEN, "viewers can't make titles");
    }
    return database.transaction(transaction -> {
      Title title = titles.insert(transaction, TitleId.random(), person.id(), text);
      audit.record(transaction, person.id(), "title.create", title.id(), text.toJson());
      return title;
    });
  }

  /** Refused with 401, 403, 404 or 410 where the caller may not do that with the title. */
  public Title find(Caller caller, Deed deed, String id) {
    return admit(caller, deed, titles.find(id));
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
          Title title = admit(person, Deed.CHANGE, titles.lock(transaction, id));
          audit.record(transaction, person.id(), "title.change", id, patch);
          return titles.update(transaction, id, title.text().with(patch));
        });
    publications.wake();
    return changed;
  }

  /** Takes the title off the catalog and its publications off the air; refused as {@link #find}. */
  public void retire(Caller.Person person, String id) {
    database.transaction(transaction -> {
      Title title = admit(person, Deed.CHANGE, titles.lock(transaction, id));
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
      SqlConnection transaction, Caller.Person person, String id, String sourceKey) {
    Title title = admit(person, Deed.CHANGE, titles.lock(transaction, id));
    checkAcceptsSource(title);
    titles.setSource(transaction, id, sourceKey);
    audit.record(
        transaction, person.id(), "title.upload", id, new JsonObject().put("sourceKey", sourceKey));
    return titles.lock(transaction, id).orElseThrow();
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

  private Title admit(Caller caller, Deed deed, Optional<Title> found) {
    if (found.isEmpty()) {
      throw caller instanceof Caller.Anonymous ? loginNeeded() : notFound();
    }
    Title title = found.get();
    switch (TitleAccess.decide(caller, deed, title)) {
      case ALLOWED -> checkNotRetired(title);
      case LOGIN_NEEDED -> throw loginNeeded();
      case FORBIDDEN -> {
        checkNotRetired(title);
        throw new RefusedException(Reason.FORBIDDEN, "this title is somebody else's");
      }
      case HIDDEN -> throw notFound();
    }
    return title;
  }

  private void checkNotRetired(Title title) {
    if (title.retiredAt().isPresent()) {
      boolean remembered =
          clock.instant().isBefore(title.retiredAt().get().plus(settings.goneFor()));
      throw remembered ? new RefusedException(Reason.GONE, "this title was deleted") : notFound();
    }
  }

  private static RefusedException loginNeeded() {
    return new RefusedException(Reason.UNAUTHENTICATED, "log in to see this title");
  }

  private static RefusedException notFound() {
    return new RefusedException(Reason.NOT_FOUND, "there is no such title");
  }
}
