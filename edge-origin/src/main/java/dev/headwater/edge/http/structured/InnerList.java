package dev.headwater.edge.http.structured;

import java.util.List;

/** Items in parentheses (RFC 9651, section 3.1.1). Immutable. */
public record InnerList(List<Item> items, Parameters parameters) implements Member {
  public InnerList {
    items = List.copyOf(items);
  }
}
