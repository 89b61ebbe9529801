package dev.headwater.edge.admission;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.headwater.edge.failure.Failure;
import dev.headwater.edge.hop.Hops;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Optional;

/**
 * How often each client may ask: a token bucket for each, filled evenly, that holds what a second
 * brings. Thread-safe; shared by all event loops.
 */
public final class ClientLimits {
  /** About 30 MB of heap; who has more addresses than this to come from gets new buckets. */
  private static final long MOST_CLIENTS = 100_000;

  /** A bucket that nobody took from for so long is full. */
  private static final Duration REMEMBERED = Duration.ofSeconds(2);

  private final int requestsPerSecond;
  private final ClientAddress address;
  private final Hops hops;
  private final Cache<String, Bucket> buckets =
      Caffeine.newBuilder()
          .maximumSize(MOST_CLIENTS)
          .expireAfterAccess(REMEMBERED)
          .executor(Runnable::run)
          .build();

  /**
   * @param hops for which no limit counts, since they have limits of their own for each viewer
   */
  public ClientLimits(LimitSettings settings, Hops hops) {
    this.hops = hops;
    this.requestsPerSecond = settings.requestsPerSecond();
    this.address = new ClientAddress(settings.proxies());
  }

  /**
   * Why a request may not be answered now; empty where it may. The session counts where its token
   * was good, since viewers may share an address; else the address.
   */
  public Optional<Failure> refusal(HttpServerRequest request, Admission admission) {
    if (requestsPerSecond == 0 || hops.has(request)) {
      return Optional.empty();
    }
    return take(client(request, admission));
  }

  /** Who asks: the session whose token was good, else the address. */
  public String client(HttpServerRequest request, Admission admission) {
    String session = admission.session();
    return session == null ? address.of(request) : "sid " + session;
  }

  /** Why a client may not ask now; empty where it may, and then it has. */
  Optional<Failure> take(String client) {
    Bucket bucket = bucket(client);
    if (bucket.tryConsume(1)) {
      return Optional.empty();
    }
    ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
    return probe.isConsumed()
        ? Optional.empty()
        : Optional.of(
            new Failure.TooManyRequests(Duration.ofNanos(probe.getNanosToWaitForRefill())));
  }

  private Bucket bucket(String client) {
    Bucket known = buckets.getIfPresent(client); // unlike get, it never waits
    return known == null ? buckets.get(client, _ -> full()) : known;
  }

  private Bucket full() {
    return Bucket.builder()
        .addLimit(limit ->
            limit
                .capacity(requestsPerSecond)
                .refillGreedy(requestsPerSecond, Duration.ofSeconds(1)))
        .build();
  }
}
