package dev.headwater.platform.settings;

import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one value of a settings file as the type that its record component has. */
final class SettingValue {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,12})\\s*(ms|s|m|h|d)");

  private SettingValue() {}

  /** Fails with IllegalArgumentException, whose message states value and expectation. */
  static Object parse(String text, Class<?> type) {
    if (type.isEnum()) {
      return constant(text, type);
    }
    return switch (type.getName()) {
      case "java.lang.String" -> text;
      case "int", "java.lang.Integer" -> Math.toIntExact(number(text));
      case "long", "java.lang.Long" -> number(text);
      case "boolean", "java.lang.Boolean" -> truth(text);
      case "java.math.BigDecimal" -> new BigDecimal(text.strip());
      case "java.time.Duration" -> duration(text);
      case "java.net.URI" -> URI.create(text.strip());
      case "java.nio.file.Path" -> Path.of(text);
      default -> ours(text, type);
    };
  }

  private static Object ours(String text, Class<?> type) {
    if (type == DataSize.class) {
      return DataSize.parse(text);
    }
    throw new IllegalStateException("no settings are read as " + type.getName());
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + text + "' (expected: a whole number)", e);
    }
  }

  private static boolean truth(String text) {
    return switch (text.strip()) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("'" + text + "' (expected: true or false)");
    };
  }

  private static Duration duration(String text) {
    Matcher matcher = DURATION.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' (expected: a number and a unit, ms, s, m, h or d, as in 30s)");
    }
    long count = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(count);
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      default -> Duration.ofDays(count);
    };
  }

  private static Object constant(String text, Class<?> type) {
    for (Object constant : type.getEnumConstants()) {
      if (word(constant).equals(text.strip())) {
        return constant;
      }
    }
    String words =
        String.join(", ", Arrays.stream(type.getEnumConstants()).map(SettingValue::word).toList());
    throw new IllegalArgumentException("'" + text + "' (expected: one of " + words + ")");
  }

  private static String word(Object constant) {
    return constant.toString().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
