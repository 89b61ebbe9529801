package dev.headwater.edge.request;

import dev.headwater.edge.failure.Failure;
import dev.headwater.edge.rule.UpstreamRule;
import java.util.Optional;

/**
 * Takes any target as it is, query included: what it means is the upstream's affair. Immutable.
 *
 * @param rule how responses are cached
 */
public record PlainRouter(UpstreamRule rule) implements Router {
  /** What servers commonly accept. */
  private static final int MAX_TARGET_LENGTH = 8 * 1024;

  @Override
  public Routing route(String uri) {
    if (uri.length() > MAX_TARGET_LENGTH) {
      return refused("the target is longer than " + MAX_TARGET_LENGTH + " characters");
    }
    String target = originForm(uri);
    if (!target.startsWith("/") && !target.equals("*")) {
      return refused("the target is not a path");
    }
    if (target.chars().anyMatch(c -> c <= ' ' || c >= 0x7f)) {
      return refused("the target has a character that is to be escaped");
    }
    return new Routing.Routed(new Route(target, target, null, rule, Optional.empty()));
  }

  private static Routing refused(String detail) {
    return new Routing.Refused(new Failure.Malformed(detail));
  }

  /** Path and query, without scheme, authority and fragment (RFC 9112, section 3.2.2). */
  private static String originForm(String uri) {
    int scheme = uri.indexOf("://");
    String target = uri;
    if (scheme > 0 && !uri.startsWith("/")) {
      int path = scheme + 3;
      while (path < uri.length() && "/?#".indexOf(uri.charAt(path)) < 0) {
        path++;
      }
      target = uri.startsWith("/", path) ? uri.substring(path) : "/" + uri.substring(path);
    }
    int fragment = target.indexOf('#');
    return fragment < 0 ? target : target.substring(0, fragment);
  }

  @Override
  public boolean readsOnly() {
    return false;
  }
}
