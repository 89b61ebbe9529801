package dev.headwater.edge.respond;

import dev.headwater.cachepolicy.Classification;
import dev.headwater.edge.hop.Audience;
import java.time.Duration;

/**
 * All that header fields of something live depend on but the moment. Immutable.
 *
 * @param lifetime in any cache, from now on
 * @param cmsd what is said of it in CMSD-Static (CTA-5006)
 */
public record LiveTerms(
    Classification what, Audience audience, Duration lifetime, String cmsd, int lengthBytes) {
  String maxAge() {
    return "max-age=" + lifetime.toSeconds();
  }
}
