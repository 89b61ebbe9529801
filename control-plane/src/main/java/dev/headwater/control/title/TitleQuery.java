package dev.headwater.control.title;

import dev.headwater.control.refusal.Reason;
import dev.headwater.control.refusal.RefusedException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a list of titles is asked for. Immutable.
 *
 * @param words must all be part of the name or the description
 * @param limit titles on a page, 1 to 100
 */
public record TitleQuery(
    Optional<String> words,
    Optional<String> category,
    Optional<String> tag,
    Optional<TitleStatus> status,
    Place place,
    int limit) {

  /** Where in which order the page begins. */
  public record Place(TitleOrder order, Optional<TitleCursor> cursor) {
    /** Refused with 400 where the order is unknown or the cursor isn't of a list in that order. */
    public static Place of(String order, @Nullable String cursor) {
      TitleOrder known =
          TitleOrder.of(order)
              .orElseThrow(() ->
                  new RefusedException(
                      Reason.INVALID_REQUEST,
                      "sort: '%s' (expected: createdAt, -createdAt or name)".formatted(order)));
      return cursor == null
          ? new Place(known, Optional.empty())
          : new Place(known, Optional.of(decode(cursor, known)));
    }

    private static TitleCursor decode(String cursor, TitleOrder order) {
      return TitleCursor.decode(cursor, order)
          .orElseThrow(() ->
              new RefusedException(
                  Reason.INVALID_REQUEST,
                  "cursor: not one that a list with the same sort gave as nextCursor"));
    }
  }
}
