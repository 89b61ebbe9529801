package dev.headwater.cdnconfig;

import dev.headwater.cachepolicy.CachePolicy;

/** A program or a service that caches before an origin. */
public enum Cdn {
  NGINX,
  VARNISH,
  CLOUDFRONT,
  HEADWATER;

  /** What the policy says, in its words. */
  public RenderedConfiguration render(CachePolicy policy, Site site) {
    return switch (this) {
      case NGINX -> NginxConfiguration.of(policy, site);
      case VARNISH -> VarnishConfiguration.of(policy, site);
      case CLOUDFRONT -> CloudFrontConfiguration.of(policy, site);
      case HEADWATER -> HeadwaterConfiguration.of(policy, site);
    };
  }
}
