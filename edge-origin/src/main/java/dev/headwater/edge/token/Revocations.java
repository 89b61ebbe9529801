package dev.headwater.edge.token;

import dev.headwater.platform.feed.Revocation;
import dev.headwater.platform.feed.Revocation.What;
import dev.headwater.platform.token.PlaybackClaims;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What was revoked. How many there are is bounded by who appends them to the feed. Read by many
 * threads, changed by one.
 */
final class Revocations {
  /** How many are added before those that mean nothing any more are looked for. */
  private static final int TIDY_EVERY = 1024;

  private final Map<What, Map<String, Revocation>> revoked = new EnumMap<>(What.class);
  private final AtomicLong version = new AtomicLong();
  private int untidy;

  Revocations() {
    for (What what : What.values()) {
      revoked.put(what, new ConcurrentHashMap<>());
    }
  }

  void add(Revocation revocation, Instant now) {
    of(revocation.what()).put(revocation.name(), revocation);
    if (++untidy >= TIDY_EVERY) {
      untidy = 0;
      revoked.values().forEach(names -> names.values().removeIf(old -> isOver(old, now)));
    }
    version.incrementAndGet(); // the last: who sees it finds what was added
  }

  private static boolean isOver(Revocation revocation, Instant now) {
    return !now.isBefore(revocation.until());
  }

  /** Grows with each revocation. */
  long version() {
    return version.get();
  }

  int count() {
    return revoked.values().stream().mapToInt(Map::size).sum();
  }

  /**
   * Whether a token or its session was revoked, which never come again, or its viewer after it was
   * issued.
   */
  boolean covers(String token, PlaybackClaims claims) {
    return of(What.SESSION).containsKey(claims.sessionId())
        || isLater(of(What.VIEWER).get(claims.subject()), claims.life().issuedAt())
        || (!of(What.TOKEN).isEmpty() && of(What.TOKEN).containsKey(Revocation.digest(token)));
  }

  /** Whether all tokens of that time for a title were. */
  boolean coversTitle(String title, Instant issued) {
    Map<String, Revocation> titles = of(What.TITLE);
    return !titles.isEmpty() && isLater(titles.get(title), issued);
  }

  private static boolean isLater(@Nullable Revocation revocation, Instant issued) {
    return revocation != null && !issued.isAfter(revocation.before());
  }

  private Map<String, Revocation> of(What what) {
    return Objects.requireNonNull(revoked.get(what));
  }
}
