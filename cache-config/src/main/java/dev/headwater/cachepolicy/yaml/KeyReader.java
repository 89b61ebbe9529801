package dev.headwater.cachepolicy.yaml;

import dev.headwater.cachepolicy.CountedFields;
import dev.headwater.cachepolicy.CountedName;
import dev.headwater.cachepolicy.KeyPolicy;
import dev.headwater.cachepolicy.KindPolicy;
import dev.headwater.cachepolicy.ResourceKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads what counts in the keys of a kind: a list of parameters, or a mapping. */
final class KeyReader {
  /** Each is looked for in the query of each request. */
  private static final int MOST_PARAMETERS = 32;

  /** Of fields, and of cookies: CloudFront takes ten of each in a key. */
  private static final int MOST_NAMES = 4;

  private static final int MOST_VALUES = 16;

  /** Each may be a copy of all there is. */
  private static final int MOST_COMBINATIONS = 64;

  /**
   * What tells a cache or a hop how to answer, or who asks, is no property of what is asked for; in
   * lower case.
   */
  private static final Set<String> RESERVED =
      Set.of(
          "accept-encoding",
          "age",
          "cache-control",
          "cdn-loop",
          "connection",
          "date",
          "expect",
          "forwarded",
          "host",
          "keep-alive",
          "max-forwards",
          "origin",
          "pragma",
          "range",
          "referer",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "vary",
          "via");

  private static final List<String> RESERVED_BEGINNINGS =
      List.of(
          "access-control-",
          "content-",
          "headwater-",
          "if-",
          "proxy-",
          "sec-",
          "x-forwarded-",
          "x-host",
          "x-http-method",
          "x-original-",
          "x-real-ip",
          "x-rewrite-");

  private KeyReader() {}

  /**
   * The key of a kind.
   *
   * @param before the kinds that stand before it
   */
  static KeyPolicy key(PolicyNode kind, List<KindPolicy> before) {
    if (!kind.isMapping("key")) {
      return new KeyPolicy(
          query(
              kind, "key", kind.parsedList("key", MOST_PARAMETERS, KeyReader::parameter), before));
    }
    PolicyNode node = kind.child("key");
    List<String> query =
        query(
            node,
            "query",
            node.optionalList("query", MOST_PARAMETERS, KeyReader::parameter),
            before);
    CountedFields fields =
        new CountedFields(
            names(node, "headers", KeyReader::header, known(before, CountedFields::headers)),
            names(node, "cookies", KeyReader::cookie, known(before, CountedFields::cookies)));
    node.end();
    if (fields.combinations() > MOST_COMBINATIONS) {
      throw kind.error(
          "key",
          "at most %d ways in which values come together; these are %d"
              .formatted(MOST_COMBINATIONS, fields.combinations()));
    }
    return new KeyPolicy(query, fields);
  }

  /** nginx has one variable for a name, in whatever case and whichever kinds it is in. */
  private static List<String> query(
      PolicyNode node, String key, List<String> names, List<KindPolicy> before) {
    Map<String, String> known = new HashMap<>();
    Stream.of(ResourceKind.values())
        .flatMap(kind -> kind.parameters().stream())
        .forEach(name -> known.put(variable(name), name));
    before.stream()
        .flatMap(kind -> kind.key().query().stream())
        .forEach(name -> known.put(variable(name), name));
    for (String name : names) {
      String other = known.putIfAbsent(variable(name), name);
      if (other != null && !other.equals(name)) {
        throw node.error(
            key, "names that differ in more than their case ('%s', '%s')".formatted(other, name));
      }
    }
    return names;
  }

  /** As it is called in nginx. */
  private static String variable(String name) {
    return name.toLowerCase(Locale.ROOT).replace("-", "__dash__").replace(".", "__dot__");
  }

  private static List<CountedName> known(
      List<KindPolicy> before, Function<CountedFields, List<CountedName>> which) {
    return before.stream().flatMap(one -> which.apply(one.key().fields()).stream()).toList();
  }

  private static List<CountedName> names(
      PolicyNode node, String key, Function<String, String> form, List<CountedName> known) {
    List<CountedName> names = new ArrayList<>();
    for (PolicyNode item : node.items(key)) {
      if (names.size() == MOST_NAMES) {
        throw node.error(key, "at most " + MOST_NAMES);
      }
      CountedName one =
          new CountedName(
              item.parsed("name", form), item.parsedList("values", MOST_VALUES, KeyReader::value));
      item.end();
      if (one.values().isEmpty()) {
        throw item.error("values", "at least one");
      }
      if (names.stream().anyMatch(other -> other.name().equalsIgnoreCase(one.name()))) {
        throw item.error("name", "names that differ in more than their case");
      }
      checkAlike(item, one, known);
      names.add(one);
    }
    return names;
  }

  /** A hop makes the one form of a field before it knows which kind is asked for. */
  private static void checkAlike(PolicyNode item, CountedName one, List<CountedName> known) {
    for (CountedName other : known) {
      if (other.name().equalsIgnoreCase(one.name()) && !other.equals(one)) {
        throw item.error("name", "the same as in kinds before this one: " + other);
      }
    }
  }

  private static String parameter(String name) {
    if (!name.matches("[A-Za-z_][A-Za-z0-9_.-]{0,63}")) {
      throw new IllegalArgumentException(
          "'" + name + "' (expected: the name of a query parameter)");
    }
    return name;
  }

  private static String header(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (!name.matches("[A-Za-z][A-Za-z0-9-]{0,63}")) {
      throw new IllegalArgumentException(
          "'" + name + "' (expected: the name of a header field: letters, digits and '-')");
    }
    if (RESERVED.contains(lower) || RESERVED_BEGINNINGS.stream().anyMatch(lower::startsWith)) {
      throw new IllegalArgumentException(
          "'" + name + "' (expected: a field that says nothing to caches, hops or servers)");
    }
    return name;
  }

  /** Of what variables of nginx have in their names. */
  private static String cookie(String name) {
    if (!name.matches("[A-Za-z_][A-Za-z0-9_]{0,63}")) {
      throw new IllegalArgumentException(
          "'" + name + "' (expected: the name of a cookie: letters, digits and '_')");
    }
    return name;
  }

  /** Of what needs no escape in any configuration. */
  private static String value(String text) {
    if (!text.matches("[A-Za-z0-9_-][A-Za-z0-9_.-]{0,31}")) {
      throw new IllegalArgumentException(
          "'" + text + "' (expected: a value of at most 32 letters, digits, '-', '_' and '.')");
    }
    return text;
  }
}
