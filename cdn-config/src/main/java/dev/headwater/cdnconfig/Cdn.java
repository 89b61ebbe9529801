package dev.headwater.cdnconfig;

import dev.headwater.cachepolicy.CachePolicy;

/** A program that caches before an origin. */
public enum Cdn {
  NGINX,
  VARNISH;

  /** What the policy says, in this program's words. */
  public RenderedConfiguration render(CachePolicy policy, Site site) {
    return switch (this) {
      case NGINX -> NginxConfiguration.of(policy, site);
      case VARNISH -> VarnishConfiguration.of(policy, site);
    };
  }
}
