package dev.headwater.edge.request;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What the query of a live media playlist asks for (draft-pantos-hls-rfc8216bis, section 6.2.5),
 * and of which time. Immutable.
 *
 * @param number {@code _HLS_msn}: the playlist is to have the segment of that media sequence number
 * @param part {@code _HLS_part}: that part of it will do
 * @param skips {@code _HLS_skip}: a delta update is wanted
 * @param window {@code from} and {@code to}: the rest of the channel's time is not wanted
 */
public record DeliveryDirectives(
    OptionalLong number, OptionalInt part, boolean skips, Optional<Window> window) {
  public static final DeliveryDirectives NONE =
      new DeliveryDirectives(OptionalLong.empty(), OptionalInt.empty(), false, Optional.empty());

  private static final String NUMBER = "_HLS_msn";
  private static final String PART = "_HLS_part";
  private static final String SKIP = "_HLS_skip";

  /** The query with nothing but these, in one order: the same wishes are one key. */
  public String query() {
    List<String> wishes = new ArrayList<>();
    window.ifPresent(wanted -> wanted.wishes().forEach(wishes::add));
    number.ifPresent(wanted -> wishes.add(NUMBER + "=" + wanted));
    part.ifPresent(wanted -> wishes.add(PART + "=" + wanted));
    if (skips) {
      wishes.add(SKIP + "=YES");
    }
    return wishes.isEmpty() ? "" : "?" + String.join("&", wishes);
  }

  /**
   * Those of a URI; what else its query has means nothing here.
   *
   * @throws IllegalArgumentException with a sentence for the client, where one has no such value
   */
  public static DeliveryDirectives of(String uri) {
    Map<String, String> wishes = QueryParameters.of(uri);
    if (wishes.isEmpty()) {
      return NONE;
    }
    String number = wishes.get(NUMBER);
    String part = wishes.get(PART);
    String skip = wishes.get(SKIP);
    DeliveryDirectives wanted =
        new DeliveryDirectives(
            number == null
                ? OptionalLong.empty()
                : OptionalLong.of(whole(NUMBER, number, Long.MAX_VALUE)),
            part == null
                ? OptionalInt.empty()
                : OptionalInt.of((int) whole(PART, part, Integer.MAX_VALUE)),
            skip != null && skips(skip),
            Window.of(wishes));
    if (part != null && number == null) {
      throw new IllegalArgumentException(PART + " without " + NUMBER);
    }
    return wanted;
  }

  /**
   * The window alone, of what has no other directives: a multivariant playlist, an MPD.
   *
   * @throws IllegalArgumentException with a sentence for the client, where it is none
   */
  public static DeliveryDirectives windowOf(String uri) {
    return new DeliveryDirectives(
        OptionalLong.empty(), OptionalInt.empty(), false, Window.of(QueryParameters.of(uri)));
  }

  /** Whether such a query names the place that the playlist is to have, and may wait for. */
  public static boolean isPlaced(String query) {
    return query.contains(NUMBER);
  }

  private static long whole(String name, String text, long most) {
    boolean isWhole = text.matches("[0-9]{1,18}") && Long.parseLong(text) <= most;
    if (!isWhole) {
      throw new IllegalArgumentException(name + ": '" + text + "' (expected: a whole number)");
    }
    return Long.parseLong(text);
  }

  private static boolean skips(String text) {
    return switch (text) {
      case "YES", "v2" -> true; // nothing else may be skipped here than what v1 skips
      default ->
          throw new IllegalArgumentException(SKIP + ": '" + text + "' (expected: YES or v2)");
    };
  }
}
