package dev.headwater.cachepolicy.explain;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A URL taken apart as a node does it. Immutable.
 *
 * @param path without a token in front
 * @param parameters of the query, in the order in which they came; of two with one name, the last
 * @param hasToken whether the path begins with a token
 */
record Target(String path, Map<String, String> parameters, boolean hasToken) {
  private static final String TOKEN_PREFIX = "/t/";

  /** Of unreserved characters, which mean the same without (RFC 3986, section 2.3). */
  private static final Pattern ESCAPE =
      Pattern.compile("%(2[DEde]|3[0-9]|4[1-9A-Fa-f]|5[0-9AFaf]|6[1-9A-Fa-f]|7[0-9AEae])");

  /** Of an absolute URL, or of a path with its query. */
  static Target of(String url) {
    String target = withoutAuthority(url);
    int question = target.indexOf('?');
    String path =
        ESCAPE
            .matcher(question < 0 ? target : target.substring(0, question))
            .replaceAll(found -> "" + (char) Integer.parseInt(found.group(1), 16));
    String query = question < 0 ? "" : target.substring(question + 1);
    int end = path.startsWith(TOKEN_PREFIX) ? path.indexOf('/', TOKEN_PREFIX.length()) : -1;
    return new Target(end < 0 ? path : path.substring(end), parameters(query), end >= 0);
  }

  private static String withoutAuthority(String url) {
    int fragment = url.indexOf('#');
    String whole = fragment < 0 ? url : url.substring(0, fragment);
    int scheme = whole.startsWith("/") ? -1 : whole.indexOf("://"); // else a parameter may have it
    if (scheme < 0) {
      return whole;
    }
    String rest = whole.substring(scheme + 3);
    int end = 0;
    while (end < rest.length() && rest.charAt(end) != '/' && rest.charAt(end) != '?') {
      end++;
    }
    return rest.startsWith("/", end) ? rest.substring(end) : "/" + rest.substring(end);
  }

  private static Map<String, String> parameters(String query) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String parameter : query.split("&", -1)) {
      int equals = parameter.indexOf('=');
      if (!parameter.isEmpty()) {
        parameters.put(
            equals < 0 ? parameter : parameter.substring(0, equals),
            parameter.substring(equals + 1));
      }
    }
    return parameters;
  }
}
