package dev.headwater.cdnconfig;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * CloudFront as its developer guide has it ("Path pattern", "Cache key"), with rendered variables:
 * the first pattern that takes a path says how it is kept, and by which key.
 */
record ModelledCloudFront(JsonObject variables) {
  static ModelledCloudFront of(RenderedConfiguration rendered) {
    return new ModelledCloudFront(new JsonObject(rendered.text()));
  }

  /** What is done with a path; that of the default where no pattern takes it. */
  JsonObject behaviour(String path) {
    return variables.getJsonArray("ordered_cache_behaviors").stream()
        .map(JsonObject.class::cast)
        .filter(one -> takes(one.getString("path_pattern"), path))
        .findFirst()
        .orElseGet(() -> variables.getJsonObject("default_cache_behavior"));
  }

  /** A star is any characters, a question mark one; the case counts. */
  private static boolean takes(String pattern, String path) {
    String expression = Pattern.quote(pattern).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
    return path.matches(expression);
  }

  /** How a path is kept; null where it isn't. */
  JsonObject keeping(String path) {
    return variables
        .getJsonObject("cache_policies")
        .getJsonObject(behaviour(path).getString("cache_policy"));
  }

  /** How long a response of that Cache-Control is kept: its own age between two bounds. */
  long lifetime(String path, boolean isPrivate, long maxAge) {
    JsonObject keeping = keeping(path);
    if (keeping == null) {
      return 0;
    }
    long shortest = keeping.getLong("min_ttl");
    return isPrivate ? shortest : Math.max(shortest, Math.min(maxAge, keeping.getLong("max_ttl")));
  }

  /** What tells copies apart, of a request after the function has seen it. */
  String key(String path, Map<String, String> query, Map<String, String> fields) {
    JsonObject keeping = keeping(path);
    return path
        + counted(keeping.getJsonArray("query_strings"), query)
        + counted(keeping.getJsonArray("headers"), fields);
  }

  private static String counted(JsonArray names, Map<String, String> values) {
    return names.stream()
        .map(String.class::cast)
        .filter(values::containsKey)
        .map(name -> " " + name + "=" + values.get(name))
        .collect(Collectors.joining());
  }
}
