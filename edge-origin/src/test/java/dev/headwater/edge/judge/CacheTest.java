package dev.headwater.edge.judge;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;

/**
 * A case of {@code http-cache-tests}, which says something only where those pass that it depends
 * on. Immutable.
 */
record CacheTest(String id, Kind kind, List<String> dependsOn) {
  /** What a failure means. */
  enum Kind {
    /** A requirement of the standard is broken. */
    REQUIRED,
    /** A chance to reuse or validate was missed. */
    OPTIMAL,
    /** Nothing: the case only finds out what a cache does. */
    CHECK
  }

  static CacheTest of(JsonObject json) {
    return new CacheTest(
        json.getString("id"),
        Kind.valueOf(json.getString("kind").toUpperCase(Locale.ROOT)),
        json.getJsonArray("dependsOn").stream().map(String.class::cast).toList());
  }
}
