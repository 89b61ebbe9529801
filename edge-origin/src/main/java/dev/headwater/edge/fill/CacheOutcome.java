package dev.headwater.edge.fill;

import dev.headwater.edge.http.status.CacheStatus;
import dev.headwater.edge.http.status.ForwardReason;
import dev.headwater.edge.source.Provenance;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * How a response was come by, in the words of Cache-Status (RFC 9211). Immutable.
 *
 * @param tag the value of the metric tag {@code outcome}
 * @param reason why the request went on; null for a hit
 * @param sourceStatus what the source answered, where that isn't the response's status; else 0
 * @param stored whether the response was kept
 * @param collapsed whether another request's was waited for
 * @param detail where it came from
 */
public record CacheOutcome(
    String tag,
    @Nullable ForwardReason reason,
    int sourceStatus,
    boolean stored,
    boolean collapsed,
    String detail) {
  private static final String NAME = "Headwater";

  /** From memory, fresh. */
  public static final CacheOutcome HIT = hit("hit", "memory");

  /** From Redis, fresh. */
  public static final CacheOutcome SHARED_HIT = hit("hit", "redis");

  /** Stale, as the request allows, or while the source is being asked. */
  public static final CacheOutcome STALE_HIT = hit("stale", "memory");

  /** Stale, because the source failed, or is too slow. */
  public static final CacheOutcome FALLBACK =
      new CacheOutcome("stale-if-error", ForwardReason.STALE, 0, false, false, "source-failed");

  /** From memory, fresh, but for slices of its content that the source is being asked for. */
  static final CacheOutcome IN_SLICES = fetched(ForwardReason.PARTIAL, Provenance.SOURCE);

  private static CacheOutcome hit(String tag, String detail) {
    return new CacheOutcome(tag, null, 0, false, false, detail);
  }

  /** From the source, or the node that asked it, and kept. */
  static CacheOutcome fetched(ForwardReason reason, Provenance provenance) {
    return new CacheOutcome(reason.token(), reason, 0, true, false, detail(provenance));
  }

  /** Handed on from the source, to one client. */
  static CacheOutcome passed(ForwardReason reason, String why) {
    return new CacheOutcome("pass", reason, 0, false, false, why);
  }

  /** It was stale, and the source vouched for it again. */
  static CacheOutcome validated(ForwardReason reason, Provenance provenance) {
    return new CacheOutcome("validated", reason, 304, true, false, detail(provenance));
  }

  private static String detail(Provenance provenance) {
    return provenance.peer() ? "peer" : "source";
  }

  /** Whether the source was not asked. */
  public boolean isHit() {
    return reason == null;
  }

  /** Whether it stands in for an answer that the source didn't give. */
  boolean isFallback() {
    return equals(FALLBACK);
  }

  /** Whether the response is one that is kept, so that its age is ours to tell. */
  public boolean isKept() {
    return reason == null || stored || equals(FALLBACK);
  }

  /** The same, for one that had not asked itself. */
  CacheOutcome asCollapsed() {
    return reason == null || collapsed
        ? this
        : new CacheOutcome("collapsed", reason, sourceStatus, stored, true, detail);
  }

  /** What this cache says of itself, with what is left of the freshness lifetime. */
  public CacheStatus cacheStatus(long ttlSeconds) {
    CacheStatus status =
        reason == null
            ? CacheStatus.hit(NAME)
            : CacheStatus.forwarded(NAME, reason)
                .withForwarded(
                    new CacheStatus.Forwarded(
                        reason,
                        sourceStatus == 0 ? OptionalInt.empty() : OptionalInt.of(sourceStatus),
                        stored,
                        collapsed));
    return status.withTtl(ttlSeconds).withDetail(detail);
  }
}
