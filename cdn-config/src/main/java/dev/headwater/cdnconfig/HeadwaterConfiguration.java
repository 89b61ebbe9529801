package dev.headwater.cdnconfig;

import dev.headwater.cachepolicy.CachePolicy;
import dev.headwater.cachepolicy.explain.PolicyDifference;
import dev.headwater.cachepolicy.yaml.PolicyReader;

/** The settings of a node of ours in the edge role, which reads the policy itself. */
final class HeadwaterConfiguration {
  private HeadwaterConfiguration() {}

  static RenderedConfiguration of(CachePolicy policy, Site site) {
    Unexpressed unexpressed = new Unexpressed(policy, Rule.of(policy));
    unexpressed.add(
        "tiers: copies are in memory alone; for those in Redis, redis.cache has its address");
    return RenderedConfiguration.of(
        "edge.yaml", text(policyOf(policy, site), site), unexpressed.found());
  }

  private static String policyOf(CachePolicy policy, Site site) {
    return PolicyDifference.between(PolicyReader.shipped(), policy).isEmpty()
        ? "shipped"
        : site.secrets() + "/policy.yaml # a copy of what this was rendered from";
  }

  private static String text(String policy, Site site) {
    return """
    # A node in the edge role before an origin. Rendered from a caching policy by "headwater policy render headwater".
    # Started by: headwater edge --role edge --config edge.yaml
    # What no policy tells is read from files of one line each:
    #   %4$s/hop         one of the origin's hop.secrets
    #   %4$s/node-token  what "headwater token node" prints for this node

    port: %2$d
    policy: %1$s

    # It shows what it is, is given what is private, and lets nobody have that without a good token.
    source:
      upstream:
        urls: ["http://%3$s"] # further ones are asked where the first fails
        hop-secret: "file:%4$s/hop"

    # What is purged, taken down or made private, and whose tokens are good. As many control planes as there are.
    feed:
      urls: ["http://%5$s:10080"]
      credential: { token: "file:%4$s/node-token" }
    """
        .formatted(policy, site.port(), site.origin(), site.secrets(), site.originHost());
  }
}
