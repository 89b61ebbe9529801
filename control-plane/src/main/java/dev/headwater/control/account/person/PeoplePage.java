package dev.headwater.control.account.person;

import dev.headwater.control.account.Account;
import java.util.List;
import java.util.Optional;

/**
 * A part of a list of people. Immutable.
 *
 * @param nextCursor asks for the part after this one; absent on the last
 */
public record PeoplePage(List<Account> items, Optional<String> nextCursor) {
  public PeoplePage {
    items = List.copyOf(items);
  }
}
