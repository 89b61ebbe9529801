package dev.headwater.edge.request;

import java.util.HashMap;
import java.util.Map;

/** The parameters of a query, as they stand there. */
final class QueryParameters {
  private QueryParameters() {}

  /** By their names; of two with one name, the last counts, and what has no value has its name. */
  static Map<String, String> of(String uri) {
    int start = uri.indexOf('?');
    if (start < 0) {
      return Map.of();
    }
    int end = uri.indexOf('#', start);
    Map<String, String> parameters = new HashMap<>();
    for (String parameter : uri.substring(start + 1, end < 0 ? uri.length() : end).split("&", -1)) {
      int equals = parameter.indexOf('=');
      parameters.put(
          equals < 0 ? parameter : parameter.substring(0, equals), parameter.substring(equals + 1));
    }
    return parameters;
  }
}
