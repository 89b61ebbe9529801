package dev.headwater.cdnconfig;

import dev.headwater.cachepolicy.CountedFields;
import dev.headwater.cachepolicy.CountedName;
import java.util.List;

/**
 * What counts of header fields and cookies, as VCL makes one form of it. All of them are empty
 * where nothing counts. Immutable.
 */
record VarnishFields(CountedNames names) {
  /** Of vcl_recv, before the cookies of the request are gone. */
  String call() {
    return names.isNone()
        ? ""
        : """
          # Of header fields and cookies only what counts, if its value does.
          if (req.restarts == 0) {
            call count_fields;
          }

        """;
  }

  String sub() {
    if (names.isNone()) {
      return "";
    }
    StringBuilder text = new StringBuilder("\nsub count_fields {\n");
    for (CountedName one : names.headers()) {
      text.append(
          """
            std.collect(req.http.%1$s);
            if (req.http.%1$s ~ "^%2$s\\z") {
              set req.http.%1$s = "" + req.http.%1$s; # goes on, though Connection may have its name
            } else {
              unset req.http.%1$s;
            }
          """
              .formatted(one.name(), CountedNames.values(one)));
    }
    return text.append(cookies()).append("}\n").toString();
  }

  /** What is left of Cookie is the token, which is looked at next. */
  private String cookies() {
    if (names.cookies().isEmpty()) {
      return "";
    }
    StringBuilder text = new StringBuilder("  set req.http.Headwater-Cookies = \"\";\n");
    for (CountedName one : names.cookies()) {
      String first = "^(?:(?!\\s*%1$s=)[^;]*;)*\\s*%1$s=".formatted(one.name());
      text.append(
          """
            unset req.http.Headwater-Cookie-%1$s;
            if (req.http.Cookie ~ "%2$s%3$s\\s*(?:;|$)") {
              set req.http.Headwater-Cookie-%1$s = "; %1$s=" + regsub(req.http.Cookie, "%2$s(%3$s)\\s*(?:;.*)?$", "\\1");
              set req.http.Headwater-Cookies = req.http.Headwater-Cookies + req.http.Headwater-Cookie-%1$s;
            }
          """
              .formatted(one.name(), first, CountedNames.values(one)));
    }
    return text
        + """
          if (req.http.Cookie ~ "(^|;\\s*)headwater_token=[\\w.-]{1,2048}(;|$)") {
            set req.http.Cookie = regsub(req.http.Cookie, "^(?:.*;\\s*)?(headwater_token=[\\w.-]{1,2048})(?:;.*)?$", "\\1");
          } else {
            unset req.http.Cookie;
          }
        """;
  }

  /** Of a rule's requests: what doesn't count there goes. */
  String rule(Rule rule) {
    CountedFields counted = rule.kind().key().fields();
    StringBuilder text = new StringBuilder();
    for (CountedName one : names.headers()) {
      if (!counted.headers().contains(one)) {
        text.append("    unset req.http.%s;\n".formatted(one.name()));
      }
    }
    if (!counted.cookies().equals(names.cookies())) {
      text.append("    set req.http.Headwater-Cookies = \"\";\n");
      for (CountedName one : counted.cookies()) {
        text.append(
            """
                if (req.http.Headwater-Cookie-%1$s) {
                  set req.http.Headwater-Cookies = req.http.Headwater-Cookies + req.http.Headwater-Cookie-%1$s;
                }
            """
                .formatted(one.name()));
      }
    }
    return text.toString();
  }

  /** Of vcl_hash. */
  String hash() {
    StringBuilder text = new StringBuilder();
    names.headers().forEach(one -> text.append(hashed(one.name())));
    return names.cookies().isEmpty() ? text.toString() : text + hashed("Headwater-Cookies");
  }

  private static String hashed(String field) {
    return "  hash_data(\"\" + req.http.%s);\n".formatted(field);
  }

  /** Of vcl_backend_fetch: cookies are in Cookie again. */
  String fetch() {
    if (names.cookies().isEmpty()) {
      return "";
    }
    StringBuilder text =
        new StringBuilder(
            """
              if (bereq.http.Headwater-Cookies ~ "." && bereq.http.Cookie) {
                set bereq.http.Cookie = bereq.http.Cookie + bereq.http.Headwater-Cookies;
              } elseif (bereq.http.Headwater-Cookies ~ ".") {
                set bereq.http.Cookie = regsub(bereq.http.Headwater-Cookies, "^; ", "");
              }
            """);
    List<String> own = CountedNames.names(names.cookies());
    own.forEach(name -> text.append("  unset bereq.http.Headwater-Cookie-%s;\n".formatted(name)));
    return text.append("  unset bereq.http.Headwater-Cookies;\n").toString();
  }

  /** Of vcl_backend_response: requests have no Cookie here that Varnish could compare. */
  String vary() {
    return names.cookies().isEmpty()
        ? ""
        : """
          std.collect(beresp.http.Vary);
          if (beresp.http.Vary ~ "(?i)(^|,)\\s*cookie\\s*(,|$)") {
            # The cookies that count are in the key.
            set beresp.http.Headwater-Vary = beresp.http.Vary;
            set beresp.http.Vary = regsub(beresp.http.Vary, "(?i)(^|,)\\s*cookie\\s*(?=,|$)", "");
            set beresp.http.Vary = regsub(beresp.http.Vary, "^\\s*,\\s*", "");
            if (beresp.http.Vary == "") {
              unset beresp.http.Vary;
            }
          }
        """;
  }

  /** Of vcl_deliver. */
  String deliver() {
    return names.cookies().isEmpty()
        ? ""
        : """
          if (resp.http.Headwater-Vary) {
            set resp.http.Vary = resp.http.Headwater-Vary;
            unset resp.http.Headwater-Vary;
          }
        """;
  }
}
