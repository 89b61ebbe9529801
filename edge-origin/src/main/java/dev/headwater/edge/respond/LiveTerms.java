package dev.headwater.edge.respond;

import dev.headwater.cachepolicy.Classification;
import dev.headwater.edge.hop.Audience;
import java.time.Duration;
import java.util.Collections;
import java.util.List;

/**
 * All that header fields of something live depend on but the moment. Immutable.
 *
 * @param lifetime in any shared cache, from now on; browsers have no more than the policy says
 * @param cmsd what is said of it in CMSD-Static (CTA-5006)
 */
public record LiveTerms(
    Classification what, Audience audience, Duration lifetime, String cmsd, int lengthBytes) {
  String maxAge() {
    return "max-age=" + lifetime.toSeconds();
  }

  /** For browsers alone. */
  String browserMaxAge() {
    Duration browser = what.policy().lifetimes().browser();
    return "max-age=" + Collections.min(List.of(browser, lifetime)).toSeconds();
  }

  /**
   * For browsers, and for caches that know no better field than theirs (RFC 9111, section
   * 5.2.2.10), which are not to serve it stale then: they hear of no time for that here.
   */
  String everyMaxAge() {
    String browser = browserMaxAge();
    return browser.equals(maxAge()) ? browser : browser + ", s-maxage=" + lifetime.toSeconds();
  }
}
