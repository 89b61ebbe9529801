package dev.headwater.edge;

import dev.headwater.edge.EdgeOriginSettings.Role;
import dev.headwater.edge.http.caching.Heuristic;
import dev.headwater.edge.policy.LoadedPolicy;
import dev.headwater.edge.request.KindRouter;
import dev.headwater.edge.request.PlainRouter;
import dev.headwater.edge.request.Router;
import dev.headwater.edge.rule.UpstreamRule;

/**
 * The policy that all requests go by which begin now; another one may take its place at any time.
 * Thread-safe.
 */
final class PolicyInForce {
  private final EdgeOriginSettings settings;
  private volatile Router router;
  private volatile String version;

  PolicyInForce(EdgeOriginSettings settings, LoadedPolicy first) {
    this.settings = settings;
    this.router = router(first);
    this.version = settings.honoursUpstream() ? settings.policy() : first.version();
  }

  /** From now on. */
  void take(LoadedPolicy other) {
    router = router(other);
    version = other.version();
  }

  Router router() {
    return router;
  }

  String version() {
    return version;
  }

  private Router router(LoadedPolicy loaded) {
    return settings.honoursUpstream()
        ? new PlainRouter(
            new UpstreamRule(settings.targeted(), Heuristic.TYPICAL),
            settings.source().upstream().hopSecret().isPresent())
        : new KindRouter(loaded.policy(), settings.targeted(), showsTokens());
  }

  /** An upstream that doesn't know this node as a hop has to check viewers itself. */
  private boolean showsTokens() {
    return settings.role() == Role.EDGE && settings.source().upstream().hopSecret().isEmpty();
  }
}
