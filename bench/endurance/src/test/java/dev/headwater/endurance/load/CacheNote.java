package dev.headwater.endurance.load;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a node says in Cache-Status (RFC 9211). Immutable.
 *
 * @param ttlSeconds what is left of the freshness lifetime
 * @param detail where the response came from
 */
public record CacheNote(boolean hit, OptionalLong ttlSeconds, String detail) {
  private static final Pattern HIT = Pattern.compile("; ?hit\\b");
  private static final Pattern TTL = Pattern.compile("; ?ttl=(-?\\d+)");
  private static final Pattern DETAIL = Pattern.compile("; ?detail=\"?([\\w-]+)");

  static final CacheNote NONE = of(null);

  static CacheNote of(@Nullable String field) {
    String text = field == null ? "" : field;
    Matcher ttl = TTL.matcher(text);
    Matcher detail = DETAIL.matcher(text);
    return new CacheNote(
        HIT.matcher(text).find(),
        ttl.find() ? OptionalLong.of(Long.parseLong(ttl.group(1))) : OptionalLong.empty(),
        detail.find() ? detail.group(1) : "");
  }
}
