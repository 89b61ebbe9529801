package dev.headwater.edge.http.caching;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Values of request fields in a form in which equal ones are known to mean the same (RFC 9111,
 * section 4.1).
 */
final class SelectingField {
  /** Lists of weighted words, in any order and case (RFC 9110, sections 12.5.3 and 12.5.4). */
  private static final Set<String> WEIGHTED = Set.of("accept-language", "accept-encoding");

  /** The weight that is meant where none is stated (section 12.4.2). */
  private static final Pattern FULL_WEIGHT = Pattern.compile(";q=1(\\.0{0,3})?$");

  private static final Pattern TRAILING_ZEROS = Pattern.compile("(;q=0)\\.0*$|(;q=0\\.\\d*?)0+$");

  private SelectingField() {}

  /** Null where the request hasn't got it: that equals no value, not even an empty one. */
  static @Nullable String normalised(String lowerCaseName, List<String> lines) {
    if (lines.isEmpty()) {
      return null;
    }
    String value = String.join(",", lines);
    return WEIGHTED.contains(lowerCaseName) ? weighted(value) : withoutListWhitespace(value);
  }

  /** The one member of a normalised list that weighs most; empty where several do. */
  static Optional<String> preferred(String normalised) {
    List<String> heaviest = new ArrayList<>();
    double most = 0;
    for (String member : normalised.split(",", -1)) {
      int semicolon = member.indexOf(';');
      double weight = semicolon < 0 ? 1 : weight(member.substring(semicolon));
      if (weight > most) {
        heaviest.clear();
        most = weight;
      }
      if (weight == most) {
        heaviest.add(semicolon < 0 ? member : member.substring(0, semicolon));
      }
    }
    return heaviest.size() == 1 ? Optional.of(heaviest.getFirst()) : Optional.empty();
  }

  private static double weight(String parameters) {
    return parameters.matches(";q=0(\\.\\d{0,3})?")
        ? Double.parseDouble(parameters.substring(3))
        : 0;
  }

  private static String weighted(String value) {
    List<String> members =
        new ArrayList<>(
            Arrays.stream(value.toLowerCase(Locale.ROOT).replaceAll("[ \t]", "").split(",", -1))
                .filter(member -> !member.isEmpty())
                .map(SelectingField::withShortWeight)
                .toList());
    Collections.sort(members);
    return String.join(",", members);
  }

  private static String withShortWeight(String member) {
    String shorter = FULL_WEIGHT.matcher(member).replaceFirst("");
    return TRAILING_ZEROS.matcher(shorter).replaceFirst("$1$2");
  }

  /** Commas in quoted strings are no separators. */
  private static String withoutListWhitespace(String value) {
    StringBuilder out = new StringBuilder(value.length());
    boolean quoted = false;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' && (i == 0 || value.charAt(i - 1) != '\\')) {
        quoted = !quoted;
      }
      boolean blank = c == ' ' || c == '\t';
      if (!blank || quoted || !besideComma(value, i)) {
        out.append(c);
      }
    }
    return out.toString().strip();
  }

  private static boolean besideComma(String value, int at) {
    int before = at;
    while (before >= 0 && isBlank(value.charAt(before))) {
      before--;
    }
    int after = at;
    while (after < value.length() && isBlank(value.charAt(after))) {
      after++;
    }
    return (before >= 0 && value.charAt(before) == ',')
        || (after < value.length() && value.charAt(after) == ',');
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }
}
