package dev.headwater.control.title;

import dev.headwater.control.access.Access;
import dev.headwater.control.account.Caller;
import dev.headwater.control.account.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The statement behind a list of titles: only what the person may see, one more than a page has.
 * Confined to one thread while it is put together.
 */
final class TitleListing {
  private static final Pattern SPACE = Pattern.compile("\\s+");

  private final List<String> conditions = new ArrayList<>();
  private final List<Object> parameters = new ArrayList<>();
  private final TitleQuery query;

  private TitleListing(TitleQuery query) {
    this.query = query;
  }

  static TitleListing of(Caller.Person person, TitleQuery query) {
    TitleListing listing = new TitleListing(query);
    listing.restrictTo(person);
    listing.filter();
    listing.begin();
    return listing;
  }

  String sql() {
    return "select * from titles where %s %s limit %d"
        .formatted(
            String.join(" and ", conditions), query.place().order().orderBy(), query.limit() + 1);
  }

  Object[] parameters() {
    return parameters.toArray();
  }

  private void restrictTo(Caller.Person person) {
    String open = "(visibility = 'public' and epoch is not null and status <> 'retired')";
    if (!Access.seesAll(person)) {
      conditions.add(
          person.role() == Role.PUBLISHER
              ? "(owner_id = %s or %s)".formatted(parameter(person.id()), open)
              : open);
    }
  }

  private void filter() {
    query.words().ifPresent(words -> SPACE.splitAsStream(words.strip()).forEach(this::contains));
    query.category().ifPresent(c -> conditions.add("categories @> array[" + parameter(c) + "]"));
    query.tag().ifPresent(t -> conditions.add("tags @> array[" + parameter(t) + "]"));
    conditions.add(
        query
            .status()
            .map(status -> "status = " + parameter(status.word()))
            .orElse("status <> 'retired'"));
  }

  private void contains(String word) {
    String pattern = parameter("%" + word.replaceAll("([\\\\%_])", "\\\\$1") + "%");
    conditions.add("(name ilike %s or description ilike %s)".formatted(pattern, pattern));
  }

  private void begin() {
    TitleOrder order = query.place().order();
    query
        .place()
        .cursor()
        .ifPresent(cursor ->
            conditions.add(
                order.after(
                    order.keyExpression(parameter(order.parameter(cursor.key()))),
                    parameter(cursor.id()))));
  }

  private String parameter(Object value) {
    parameters.add(value);
    return "$" + parameters.size() + (value instanceof String ? "::text" : "::timestamptz");
  }
}
