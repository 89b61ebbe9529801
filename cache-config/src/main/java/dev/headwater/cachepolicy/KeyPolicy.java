package dev.headwater.cachepolicy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/**
 * What of a request counts in the cache key, besides the path. What isn't named here reaches
 * neither key nor source. Immutable.
 *
 * @param query names of parameters, in the order in which the key has them
 */
public record KeyPolicy(List<String> query) {
  public KeyPolicy {
    query = List.copyOf(query);
  }

  /**
   * The query of the key: what counts, in one order, each with its value as it came.
   *
   * @param parameters of the request, by their names
   * @return with its question mark; empty where nothing counts
   */
  public String query(Map<String, String> parameters) {
    StringJoiner counted = new StringJoiner("&", "?", "").setEmptyValue("");
    for (String name : query) {
      String value = parameters.get(name);
      if (value != null) {
        counted.add(name + "=" + value);
      }
    }
    return counted.toString();
  }

  /** Whether nothing but the path counts. */
  public boolean isPath() {
    return query.isEmpty();
  }

  /** Whether a name of a parameter, a field or a cookie is one of those that tokens come by. */
  public static boolean isCredential(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "authorization", "cookie", "headwater_token", "proxy-authorization", "token" -> true;
      default -> false;
    };
  }
}
