package dev.headwater.edge.request;

import dev.headwater.edge.failure.Failure;
import dev.headwater.edge.rule.UpstreamRule;
import java.util.Map;
import java.util.Optional;

/**
 * Takes any target as it is, query included: what it means is the upstream's affair. Immutable.
 *
 * @param rule how responses are cached
 * @param takesTokens whether a viewer's token before the path is for this node, and goes no further
 */
public record PlainRouter(UpstreamRule rule, boolean takesTokens) implements Router {
  /** What servers commonly accept. */
  private static final int MAX_TARGET_LENGTH = 8 * 1024;

  @Override
  public Routing route(String uri) {
    if (uri.length() > MAX_TARGET_LENGTH) {
      return refused("the target is longer than " + MAX_TARGET_LENGTH + " characters");
    }
    String target = OriginForm.of(uri);
    if (!target.startsWith("/") && !target.equals("*")) {
      return refused("the target is not a path");
    }
    if (target.chars().anyMatch(c -> c <= ' ' || c >= 0x7f)) {
      return refused("the target has a character that is to be escaped");
    }
    int end =
        takesTokens && target.startsWith(Normalization.TOKEN_PREFIX)
            ? target.indexOf('/', Normalization.TOKEN_PREFIX.length())
            : -1;
    String token = end < 0 ? null : target.substring(Normalization.TOKEN_PREFIX.length(), end);
    String asked = end < 0 ? target : target.substring(end);
    return new Routing.Routed(new Route(asked, asked, token, rule, Optional.empty(), Map.of()));
  }

  private static Routing refused(String detail) {
    return new Routing.Refused(new Failure.Malformed(detail));
  }

  @Override
  public boolean readsOnly() {
    return false;
  }
}
