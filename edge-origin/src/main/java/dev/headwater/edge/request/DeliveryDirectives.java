package dev.headwater.edge.request;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What the query of a live media playlist asks for (draft-pantos-hls-rfc8216bis, section 6.2.5).
 * Immutable.
 *
 * @param number {@code _HLS_msn}: the playlist is to have the segment of that media sequence number
 * @param part {@code _HLS_part}: that part of it will do
 * @param skips {@code _HLS_skip}: a delta update is wanted
 */
public record DeliveryDirectives(OptionalLong number, OptionalInt part, boolean skips) {
  public static final DeliveryDirectives NONE =
      new DeliveryDirectives(OptionalLong.empty(), OptionalInt.empty(), false);

  private static final String NUMBER = "_HLS_msn";
  private static final String PART = "_HLS_part";
  private static final String SKIP = "_HLS_skip";

  /** The query with nothing but these, in one order: the same wishes are one key. */
  public String query() {
    List<String> wishes = new ArrayList<>();
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
    int start = uri.indexOf('?');
    if (start < 0) {
      return NONE;
    }
    int end = uri.indexOf('#', start);
    OptionalLong number = OptionalLong.empty();
    OptionalInt part = OptionalInt.empty();
    boolean skips = false;
    for (String wish : uri.substring(start + 1, end < 0 ? uri.length() : end).split("&", -1)) {
      Optional<String> value = Optional.of(wish.substring(wish.indexOf('=') + 1));
      switch (wish.contains("=") ? wish.substring(0, wish.indexOf('=')) : wish) {
        case NUMBER -> number = OptionalLong.of(whole(NUMBER, value.get(), Long.MAX_VALUE));
        case PART -> part = OptionalInt.of((int) whole(PART, value.get(), Integer.MAX_VALUE));
        case SKIP -> skips = skips(value.get());
        default -> {}
      }
    }
    if (part.isPresent() && number.isEmpty()) {
      throw new IllegalArgumentException(PART + " without " + NUMBER);
    }
    return new DeliveryDirectives(number, part, skips);
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
