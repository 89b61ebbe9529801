package dev.headwater.edge.prefetch;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.headwater.cachepolicy.ResourceKind;
import dev.headwater.edge.admission.Publishers;
import dev.headwater.edge.fill.CacheRequest;
import dev.headwater.edge.fill.ResponseCache;
import dev.headwater.edge.request.Route;
import dev.headwater.edge.request.Router;
import dev.headwater.edge.request.Routing;
import dev.headwater.edge.telemetry.PrefetchMeters;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Has the next segment of a session fetched while this one is being sent, as long as few enough are
 * under way. One per event loop; the budget is the node's.
 */
public final class Prefetcher {
  private final Router router;
  private final Publishers publishers;
  private final ResponseCache cache;
  private final Budget budget;
  private final PrefetchMeters meters;

  /** What all event loops of a node share: how much may be under way, and what came of it. */
  public static final class Budget {
    /** Segments that nobody has asked for within this time were fetched in vain. */
    private static final Duration EXPECTED = Duration.ofMinutes(1);

    private static final long MOST_EXPECTED = 10_000;

    private final int most;
    private final AtomicInteger running = new AtomicInteger();
    private final Cache<String, Boolean> expected =
        Caffeine.newBuilder()
            .maximumSize(MOST_EXPECTED)
            .expireAfterWrite(EXPECTED)
            .executor(Runnable::run)
            .build();

    public Budget(int most) {
      this.most = most;
    }

    private boolean take(String key) {
      if (running.incrementAndGet() > most) {
        running.decrementAndGet();
        return false;
      }
      expected.put(key, Boolean.TRUE);
      return true;
    }

    private void giveBack() {
      running.decrementAndGet();
    }

    /** Whether it was prefetched, and is asked for the first time since. */
    private boolean isFirstUse(String key) {
      return expected.asMap().remove(key) != null;
    }
  }

  public Prefetcher(
      Router router,
      Publishers publishers,
      ResponseCache cache,
      Budget budget,
      PrefetchMeters meters) {
    this.router = router;
    this.publishers = publishers;
    this.cache = cache;
    this.budget = budget;
    this.meters = meters;
  }

  /**
   * A client was given a segment, and for the first time since it is here: what comes next is
   * fetched, where the client says so or has come reading forward.
   *
   * @param uri as the client sent it
   * @param hit whether the segment was here already
   */
  public void after(String uri, Route route, CacheRequest request, boolean hit) {
    boolean segment =
        route.what().filter(what -> what.policy().kind() == ResourceKind.MEDIA_SEGMENT).isPresent();
    if (segment && route.token() == null && (budget.isFirstUse(request.key()) || !hit)) {
      String counted = route.rule().counted(request.fields());
      NextObject.announced(uri, route.key(), request.fields())
          .or(() ->
              NextObject.numbered(route.key())
                  .filter(numbers -> cache.holds(numbers.before() + counted))
                  .map(NextObject.Neighbours::next))
          .filter(path -> !path.equals(route.key()))
          .ifPresent(path -> fetch(path, request));
    }
  }

  private void fetch(String path, CacheRequest request) {
    if (!(router.route(path) instanceof Routing.Routed(Route found))) {
      return;
    }
    Route next = publishers.own(found);
    String key = next.key() + next.rule().counted(request.fields());
    if (cache.holds(key)) {
      return;
    }
    if (!budget.take(key)) {
      meters.skipped();
      return;
    }
    meters.begun();
    cache
        .prefetch(request.forNext(key, next.target(), next.rule(), next.what()))
        .onComplete(_ -> budget.giveBack());
  }
}
