package dev.headwater.control.title;

import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Optional;

/** The orders that a list of titles can have; ties are broken by id. */
public enum TitleOrder {
  OLDEST_FIRST("createdAt", "created_at", ">", "asc"),
  NEWEST_FIRST("-createdAt", "created_at", "<", "desc"),
  BY_NAME("name", "lower(name)", ">", "asc");

  private final String word;
  private final String column;
  private final String after;
  private final String direction;

  TitleOrder(String word, String column, String after, String direction) {
    this.word = word;
    this.column = column;
    this.after = after;
    this.direction = direction;
  }

  /** As it is written in a query. */
  public String word() {
    return word;
  }

  static Optional<TitleOrder> of(String word) {
    return Arrays.stream(values()).filter(order -> order.word.equals(word)).findFirst();
  }

  String orderBy() {
    return "order by %s %s, id %s".formatted(column, direction, direction);
  }

  /** A condition on rows that come after the one with this key and id. */
  String after(String key, String id) {
    return "(%s, id) %s (%s, %s)".formatted(column, after, key, id);
  }

  /** The sort key of a title, as text. */
  String key(Title title) {
    return switch (this) {
      case OLDEST_FIRST, NEWEST_FIRST -> title.createdAt().toString();
      case BY_NAME -> title.text().name();
    };
  }

  /**
   * The sort key as the database compares it; fails with DateTimeParseException where the text
   * isn't one.
   */
  Object parameter(String key) {
    return switch (this) {
      case OLDEST_FIRST, NEWEST_FIRST -> OffsetDateTime.parse(key);
      case BY_NAME -> key;
    };
  }

  /** How a statement takes the key's parameter: the database folds case by its own rules. */
  String keyExpression(String parameter) {
    return switch (this) {
      case OLDEST_FIRST, NEWEST_FIRST -> parameter;
      case BY_NAME -> "lower(" + parameter + ")";
    };
  }
}
