package dev.headwater.control.account.person;

import dev.headwater.control.account.Role;
import java.util.Optional;

/**
 * What a list of people is asked for. Immutable.
 *
 * @param text must be part of the e-mail address or the display name
 * @param limit people on a page, 1 to 100
 */
public record PeopleQuery(
    Optional<String> text, Optional<Role> role, Optional<PeopleCursor> after, int limit) {

  /** The text as a pattern of SQL. */
  Optional<String> pattern() {
    return text.map(t -> "%" + t.replaceAll("([\\\\%_])", "\\\\$1") + "%");
  }
}
