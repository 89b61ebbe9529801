package dev.headwater.cdnconfig;

import dev.headwater.cachepolicy.CountedFields;
import dev.headwater.cachepolicy.CountedName;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What counts of header fields and cookies, as nginx makes one form of it: a map of what came to
 * what counts, which a location takes where it counts there. Immutable.
 */
record NginxFields(CountedNames names) {
  private static final String TOKEN_COOKIE = "$headwater_cookie";

  /** In the http block; with a line feed before it, empty where nothing counts. */
  String maps() {
    if (names.isNone()) {
      return "";
    }
    StringBuilder text =
        new StringBuilder(
            "\n# Of header fields and cookies only what counts, if its value does.\n");
    for (CountedName one : names.headers()) {
      String word = CountedNames.word(one);
      text.append("map $http_%1$s $valued_header_%1$s {\n".formatted(word));
      text.append("  \"~^%s\\z\" $http_%s;\n}\n".formatted(CountedNames.values(one), word));
    }
    for (CountedName one : names.cookies()) {
      String word = CountedNames.word(one);
      text.append("map $cookie_%1$s $valued_cookie_%1$s {\n".formatted(word));
      text.append(
          "  \"~^%s\\z\" \"; %s=$cookie_%s\";\n}\n"
              .formatted(CountedNames.values(one), one.name(), word));
    }
    if (!names.cookies().isEmpty()) {
      text.append("map \"%s$sent_cookies\" $headwater_cookies {\n".formatted(TOKEN_COOKIE));
      text.append("  \"~^(; )?(?<headwater_pairs>.+)$\" $headwater_pairs;\n}\n");
    }
    return text.toString();
  }

  /** The variable that has all cookies that go to the origin. */
  String cookies() {
    return names.cookies().isEmpty() ? TOKEN_COOKIE : "$headwater_cookies";
  }

  /** In the server block, of which locations inherit. */
  List<String> server() {
    List<String> lines = new ArrayList<>();
    for (CountedName one : names.headers()) {
      lines.add("set $sent_header_%s \"\";".formatted(CountedNames.word(one)));
      lines.add(
          "proxy_set_header %s $sent_header_%s;".formatted(one.name(), CountedNames.word(one)));
    }
    if (!names.cookies().isEmpty()) {
      lines.add("set $sent_cookies \"\";");
    }
    return lines;
  }

  /** In the location of a rule. */
  static List<String> location(Rule rule) {
    CountedFields counted = rule.kind().key().fields();
    List<String> lines = new ArrayList<>();
    for (CountedName one : counted.headers()) {
      lines.add("set $sent_header_%1$s $valued_header_%1$s;".formatted(CountedNames.word(one)));
    }
    if (!counted.cookies().isEmpty()) {
      lines.add(
          counted.cookies().stream()
              .map(one -> "$valued_cookie_" + CountedNames.word(one))
              .collect(Collectors.joining("", "set $sent_cookies \"", "\";")));
    }
    return lines;
  }

  /** The part of a key, with a space after it: no value has one. */
  static String key(Rule rule) {
    CountedFields counted = rule.kind().key().fields();
    if (counted.isNone()) {
      return "";
    }
    List<String> parts = new ArrayList<>();
    counted.headers().forEach(one -> parts.add("$sent_header_" + CountedNames.word(one)));
    if (!counted.cookies().isEmpty()) {
      parts.add("$sent_cookies");
    }
    return String.join(",", parts) + " ";
  }
}
