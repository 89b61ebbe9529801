package dev.headwater.edge.select;

import dev.headwater.cachepolicy.Lifetimes;
import dev.headwater.edge.stored.Stored;
import dev.headwater.edge.stored.StoredAbsence;
import dev.headwater.edge.stored.StoredResponse;
import java.time.Duration;

/**
 * How fresh something stored is at a time (RFC 9111, section 4.2). Immutable.
 *
 * @param age current age: since the source vouched for it
 * @param ttl what is left of the freshness lifetime; negative once stale
 * @param whileRevalidate whether it may be used while the source is asked (RFC 5861, section 3)
 * @param ifError whether it may be used when the source fails (RFC 5861, section 4)
 */
public record Freshness(Duration age, Duration ttl, boolean whileRevalidate, boolean ifError) {

  public static Freshness of(Stored stored, Lifetimes lifetimes, long nowMillis) {
    Duration lifetime =
        switch (stored) {
          case StoredResponse _ -> lifetimes.origin();
          case StoredAbsence _ -> lifetimes.notFound();
        };
    Duration age = Duration.ofMillis(Math.max(0, nowMillis - stored.validatedAtMillis()));
    Duration ttl = lifetime.minus(age);
    return new Freshness(
        age,
        ttl,
        ttl.plus(lifetimes.staleWhileRevalidate()).isPositive(),
        ttl.plus(lifetimes.staleIfError()).isPositive());
  }

  public boolean isFresh() {
    return ttl.isPositive();
  }
}
