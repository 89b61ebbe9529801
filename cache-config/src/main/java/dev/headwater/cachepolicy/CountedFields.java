package dev.headwater.cachepolicy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.Function;

/**
 * What of a request's header fields counts in the cache key, in one form: so much is passed on to
 * the source, and no more. Immutable.
 *
 * @param headers fields that come in one line each, which is the value
 * @param cookies of which the first one of that name counts
 */
public record CountedFields(List<CountedName> headers, List<CountedName> cookies) {
  /** Of most kinds nothing counts. */
  public static final CountedFields NONE = new CountedFields(List.of(), List.of());

  private static final String COOKIE = "Cookie";

  /** No name, no value and no URL has one. */
  private static final char BETWEEN = '\n';

  public CountedFields {
    headers = List.copyOf(headers);
    cookies = List.copyOf(cookies);
  }

  public boolean isNone() {
    return headers.isEmpty() && cookies.isEmpty();
  }

  /** The names of fields that what is kept differs by (RFC 9110, section 12.5.5). */
  public List<String> vary() {
    List<String> names = new ArrayList<>(headers.stream().map(CountedName::name).toList());
    if (!cookies.isEmpty()) {
      names.add(COOKIE);
    }
    return names;
  }

  /** In how many ways values come together. */
  public long combinations() {
    long ways = 1;
    for (CountedName one : headers) {
      ways *= one.values().size() + 1;
    }
    for (CountedName one : cookies) {
      ways *= one.values().size() + 1;
    }
    return ways;
  }

  /**
   * What counts of a request, as fields by their names.
   *
   * @param lines the values of all lines of a name, whatever its case
   */
  public Map<String, String> of(Function<String, List<String>> lines) {
    Map<String, String> counted = new LinkedHashMap<>();
    for (CountedName one : headers) {
      List<String> values = lines.apply(one.name());
      if (values.size() == 1 && one.values().contains(values.getFirst())) {
        counted.put(one.name(), values.getFirst());
      }
    }
    String cookie = cookies.isEmpty() ? "" : cookie(lines.apply(COOKIE));
    if (!cookie.isEmpty()) {
      counted.put(COOKIE, cookie);
    }
    return counted;
  }

  private String cookie(List<String> lines) {
    Map<String, String> given = new LinkedHashMap<>();
    for (String line : lines) {
      for (String pair : line.split(";", -1)) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
          given.putIfAbsent(
              pair.substring(0, equals).stripLeading(), pair.substring(equals + 1).strip());
        }
      }
    }
    StringJoiner counted = new StringJoiner("; ");
    for (CountedName one : cookies) {
      String value = given.get(one.name());
      if (value != null && one.values().contains(value)) {
        counted.add(one.name() + "=" + value);
      }
    }
    return counted.toString();
  }

  /**
   * The end of the key: what {@link #of} finds, each after a line feed, which no URL has.
   *
   * @return empty where nothing that counts is there: that is the key of a request without
   */
  public String key(Function<String, List<String>> lines) {
    if (isNone()) {
      return "";
    }
    StringBuilder key = new StringBuilder();
    of(lines)
        .forEach((name, value) ->
            key.append(BETWEEN).append(name.toLowerCase(Locale.ROOT)).append(": ").append(value));
    return key.toString();
  }
}
