package dev.headwater.edge.http.caching;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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

  private static final Pattern TRAILING_ZEROS =
      Pattern.compile("(;q=0)\\.0{0,3}$|(;q=0\\.\\d{1,2}?)0{1,2}$");

  /** Of a part; {@link #FULL_WEIGHT} is left out already. */
  private static final Pattern WEIGHT = Pattern.compile(";q=0(\\.\\d{0,3})?");

  private static final Pattern BLANKS = Pattern.compile("[ \t]");

  private SelectingField() {}

  /** Null where the request hasn't got it: that equals no value, not even an empty one. */
  static @Nullable String normalised(String lowerCaseName, List<String> lines) {
    if (lines.isEmpty()) {
      return null;
    }
    String value = withoutListWhitespace(String.join(",", lines));
    return WEIGHTED.contains(lowerCaseName) ? weighted(value.toLowerCase(Locale.ROOT)) : value;
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
      if (weight == most && weight > 0) {
        heaviest.add(semicolon < 0 ? member : member.substring(0, semicolon));
      }
    }
    return heaviest.size() == 1 ? Optional.of(heaviest.getFirst()) : Optional.empty();
  }

  private static double weight(String parameters) {
    return WEIGHT.matcher(parameters).matches() ? Double.parseDouble(parameters.substring(3)) : 0;
  }

  private static String weighted(String value) {
    if (value.indexOf(',') < 0 && value.indexOf(';') < 0) {
      return value;
    }
    return Arrays.stream(value.split(",", -1))
        .filter(member -> !member.isEmpty())
        .map(member -> member.indexOf(';') < 0 ? member : withShortWeight(member))
        .sorted()
        .collect(Collectors.joining(","));
  }

  private static String withShortWeight(String member) {
    String dense = BLANKS.matcher(member).replaceAll("");
    String shorter = FULL_WEIGHT.matcher(dense).replaceFirst("");
    return TRAILING_ZEROS.matcher(shorter).replaceFirst("$1$2");
  }

  /** Without whitespace beside the commas that separate, which those in quoted strings don't. */
  private static String withoutListWhitespace(String value) {
    if (value.indexOf(',') < 0) {
      return value.strip();
    }
    StringBuilder out = new StringBuilder(value.length());
    boolean quoted = false;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (quoted && c == '\\' && i + 1 < value.length()) {
        out.append(c).append(value.charAt(++i));
      } else if (!quoted && c == ',') {
        stripEnd(out).append(c);
      } else if (quoted || !isBlank(c) || !endsWithComma(out)) {
        quoted ^= c == '"';
        out.append(c);
      }
    }
    return out.toString().strip();
  }

  private static StringBuilder stripEnd(StringBuilder text) {
    while (!text.isEmpty() && isBlank(text.charAt(text.length() - 1))) {
      text.setLength(text.length() - 1);
    }
    return text;
  }

  private static boolean endsWithComma(StringBuilder text) {
    return !text.isEmpty() && text.charAt(text.length() - 1) == ',';
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }
}
