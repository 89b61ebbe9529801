package dev.headwater.edge.request;

import dev.headwater.edge.request.Routing.Routed;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Remembers where targets lead, since most requests are for a few of them. Targets that belong to
 * one viewer, by a token or a query, are not remembered. Another router may take the place of the
 * one that there is: what that said is forgotten then. Event-loop confined.
 */
public final class KnownRoutes implements Router {
  /** More than are hot on one event loop; about a megabyte of heap. */
  private static final int MOST = 4_096;

  /** Longer than our own names; what is longer is not worth its room. */
  private static final int LONGEST = 256;

  private final Supplier<Router> current;
  private final Map<String, Routed> known = new HashMap<>();
  private Router router;

  public KnownRoutes(Supplier<Router> current) {
    this.current = current;
    this.router = current.get();
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // another one, whatever it says
  public Routing route(String uri) {
    Router now = current.get();
    if (now != router) {
      known.clear();
      router = now;
    }
    Routed remembered = known.get(uri);
    if (remembered != null) {
      return remembered;
    }
    Routing routing = router.route(uri);
    if (routing instanceof Routed routed && isForAll(uri, routed.route())) {
      remember(uri, routed);
    }
    return routing;
  }

  private static boolean isForAll(String uri, Route route) {
    return route.token() == null && uri.length() <= LONGEST && uri.equals(route.target());
  }

  private void remember(String uri, Routed routed) {
    if (known.size() >= MOST) {
      known.clear();
    }
    known.put(uri, routed);
  }

  @Override
  public boolean readsOnly() {
    return current.get().readsOnly();
  }
}
