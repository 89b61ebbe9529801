package dev.headwater.control.purge;

import dev.headwater.control.account.Caller;
import dev.headwater.control.account.Role;
import dev.headwater.control.database.Database;
import dev.headwater.control.refusal.Reason;
import dev.headwater.control.refusal.RefusedException;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who may purge what: operators anything, publishers the tags of their own titles. Thread-safe; for
 * virtual threads.
 */
final class PurgeAccess {
  private static final Pattern TITLE_TAG = Pattern.compile("(?:title|pub)-(t[a-z2-7]+)(?:-[^-]+)?");

  private final Database database;

  PurgeAccess(Database database) {
    this.database = database;
  }

  /** Refused with 403 where the person may not. */
  void check(Caller.Person person, PurgeItems items) {
    if (person.role().atLeast(Role.OPERATOR)) {
      return;
    }
    if (person.role() != Role.PUBLISHER) {
      throw new RefusedException(Reason.FORBIDDEN, "viewers can't purge");
    }
    if (!items.paths().isEmpty() || !items.prefixes().isEmpty()) {
      throw new RefusedException(
          Reason.FORBIDDEN, "publishers purge by the tags of their titles, as in title-ID");
    }
    Set<String> titles = new HashSet<>();
    items.tags().forEach(tag -> titles.add(titleOf(tag)));
    if (owned(person, titles) < titles.size()) {
      throw new RefusedException(Reason.FORBIDDEN, "one of these tags is of no title of yours");
    }
  }

  boolean maySee(Caller.Person person, PurgeProgress purge) {
    return person.role().atLeast(Role.OPERATOR) || purge.personId().equals(person.id());
  }

  private static String titleOf(String tag) {
    Matcher title = TITLE_TAG.matcher(tag);
    if (!title.matches()) {
      throw new RefusedException(
          Reason.FORBIDDEN, "the tag \"%s\" is of no title of yours".formatted(tag));
    }
    return title.group(1);
  }

  private long owned(Caller.Person person, Set<String> titles) {
    return database
        .query(
            "select count(*) from titles where owner_id = $1 and id = any($2)",
            person.id(),
            titles.toArray(String[]::new))
        .iterator()
        .next()
        .getLong(0);
  }
}
