package dev.headwater.edge.http.caching;

import dev.headwater.edge.http.message.ResponseHead;
import java.util.LinkedHashSet;
import java.util.Set;

/** What the answer to a request makes doubtful in a cache (RFC 9111, section 4.4). */
public final class Invalidation {
  private Invalidation() {}

  /**
   * Path and query of all that is to be invalidated, of the origin that was asked: none unless the
   * method is unsafe and the answer no error.
   */
  public static Set<String> targets(String method, TargetUri uri, ResponseHead response) {
    if (MethodRules.isSafe(method) || !Statuses.isNoError(response.status())) {
      return Set.of();
    }
    Set<String> targets = new LinkedHashSet<>();
    targets.add(uri.target());
    for (String name : new String[] {"Location", "Content-Location"}) {
      response.fields().lines(name).stream()
          .flatMap(reference -> uri.sameOrigin(reference).stream())
          .forEach(targets::add);
    }
    return targets;
  }
}
