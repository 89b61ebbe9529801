package dev.headwater.cachepolicy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A mapping in a policy file, that knows where it stands and which of its keys were read. */
final class PolicyNode {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

  private final String place;
  private final Map<?, ?> members;
  private final Set<String> read = new HashSet<>();

  private PolicyNode(String place, Map<?, ?> members) {
    this.place = place;
    this.members = members;
  }

  static PolicyNode root(String name, @Nullable Object node) {
    return of(name, node);
  }

  private static PolicyNode of(String place, @Nullable Object node) {
    if (node instanceof Map<?, ?> map) {
      return new PolicyNode(place, map);
    }
    throw new PolicyException(place + ": " + node + " (expected: a mapping)");
  }

  PolicyNode child(String key) {
    return of(place + ": " + key, value(key));
  }

  List<PolicyNode> items(String key) {
    if (!(value(key) instanceof List<?> list) || list.isEmpty()) {
      throw error(key, "a list of at least one mapping");
    }
    List<PolicyNode> items = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      items.add(of(place + ": " + key + "[" + i + "]", list.get(i)));
    }
    return items;
  }

  String text(String key) {
    if (value(key) instanceof String text) {
      return text;
    }
    throw error(key, "a text");
  }

  boolean truth(String key) {
    if (value(key) instanceof Boolean truth) {
      return truth;
    }
    throw error(key, "true or false");
  }

  Duration duration(String key) {
    Matcher matcher = DURATION.matcher(String.valueOf(value(key)));
    if (!matcher.matches()) {
      throw error(key, "a number and a unit, ms, s, m, h or d, as in 30s");
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

  <T> T parsed(String key, Function<String, T> parser) {
    try {
      return parser.apply(text(key));
    } catch (IllegalArgumentException e) {
      throw new PolicyException(place + ": " + e.getMessage());
    }
  }

  <E extends Enum<E>> E constant(String key, Class<E> type) {
    return constant(key, type, String.valueOf(value(key)));
  }

  <E extends Enum<E>> List<E> constants(String key, Class<E> type) {
    if (!(value(key) instanceof List<?> list)) {
      throw error(key, "a list");
    }
    return list.stream().map(item -> constant(key, type, String.valueOf(item))).toList();
  }

  private <E extends Enum<E>> E constant(String key, Class<E> type, String word) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> word(constant).equals(word))
        .findFirst()
        .orElseThrow(() ->
            error(
                key,
                "one of "
                    + String.join(
                        ", ",
                        Arrays.stream(type.getEnumConstants()).map(PolicyNode::word).toList())));
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Fails where a key is left that nobody has read. */
  void end() {
    for (Object key : members.keySet()) {
      if (!read.contains(String.valueOf(key))) {
        throw new PolicyException(
            place + ": unknown key '" + key + "' (expected: " + String.join(", ", read) + ")");
      }
    }
  }

  PolicyException error(String key, String expectation) {
    return new PolicyException(
        place + ": " + key + ": " + members.get(key) + " (expected: " + expectation + ")");
  }

  private @Nullable Object value(String key) {
    read.add(key);
    return members.get(key);
  }
}
