package dev.headwater.control.title;

import java.util.List;
import java.util.Optional;

/**
 * A part of a list of titles. Immutable.
 *
 * @param nextCursor asks for the part after this one; absent on the last
 */
public record TitlePage(List<Title> items, Optional<String> nextCursor) {
  public TitlePage {
    items = List.copyOf(items);
  }
}
