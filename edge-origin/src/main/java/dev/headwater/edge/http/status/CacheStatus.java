package dev.headwater.edge.http.status;

import dev.headwater.edge.http.message.FieldList;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * How one cache handled a request (RFC 9211, section 2). Immutable.
 *
 * @param cache its name
 * @param handling where the response came from
 * @param ttl seconds of freshness left, negative once stale; empty where it isn't known
 * @param key the cache key, or null
 * @param detail what no other parameter says, or null
 */
public record CacheStatus(
    String cache,
    Handling handling,
    OptionalLong ttl,
    @Nullable String key,
    @Nullable String detail) {
  public static final String NAME = "Cache-Status";

  /** Where a response came from. */
  public sealed interface Handling {}

  /** The cache alone (section 2.1). */
  public record Hit() implements Handling {}

  /**
   * The next hop (section 2.2).
   *
   * @param status that the next hop answered with; empty where it is that of the response
   * @param stored whether the cache kept the response (section 2.5)
   * @param collapsed whether another request's was waited for (section 2.6)
   */
  public record Forwarded(
      ForwardReason reason, OptionalInt status, boolean stored, boolean collapsed)
      implements Handling {}

  public static CacheStatus hit(String cache) {
    return new CacheStatus(cache, new Hit(), OptionalLong.empty(), null, null);
  }

  public static CacheStatus forwarded(String cache, ForwardReason reason) {
    return new CacheStatus(
        cache,
        new Forwarded(reason, OptionalInt.empty(), false, false),
        OptionalLong.empty(),
        null,
        null);
  }

  /** The same, of a request that the next hop answered so. */
  public CacheStatus withForwarded(Forwarded forwarded) {
    return new CacheStatus(cache, forwarded, ttl, key, detail);
  }

  public CacheStatus withTtl(long seconds) {
    return new CacheStatus(cache, handling, OptionalLong.of(seconds), key, detail);
  }

  public CacheStatus withKey(String newKey) {
    return new CacheStatus(cache, handling, ttl, newKey, detail);
  }

  public CacheStatus withDetail(String newDetail) {
    return new CacheStatus(cache, handling, ttl, key, newDetail);
  }

  /** One member of the list. */
  @Override
  public String toString() {
    StructuredItem item = StructuredItem.ofName(cache);
    switch (handling) {
      case Hit() -> item.flag("hit");
      case Forwarded(
              ForwardReason reason,
              OptionalInt status,
              boolean stored,
              boolean collapsed) -> {
        item.token("fwd", reason.token());
        status.ifPresent(code -> item.integer("fwd-status", code));
        if (stored) {
          item.flag("stored");
        }
        if (collapsed) {
          item.flag("collapsed");
        }
      }
    }
    ttl.ifPresent(seconds -> item.integer("ttl", seconds));
    if (key != null) {
      item.string("key", key);
    }
    if (detail != null) {
      item.name("detail", detail);
    }
    return item.toString();
  }

  /** Adds it behind what caches closer to the origin have said (section 2). */
  public void appendTo(FieldList.Builder fields) {
    fields.add(NAME, toString());
  }
}
