package dev.headwater.edge.peer;

import dev.headwater.edge.breaker.Breaker;
import dev.headwater.edge.redis.ConnectionTerms;
import dev.headwater.edge.redis.RedisConnections;
import dev.headwater.edge.redis.RedisServers;
import dev.headwater.edge.telemetry.PeerMeters;
import dev.headwater.edge.telemetry.RedisConnectionMeters;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Leases as expiring keys in Redis. A call that fails, is late, can't be sent now or finds the
 * breaker open leaves the node to itself. Event-loop confined.
 *
 * <pre>
 *            claim              done                  expiry
 *   (none) ────────► held ────────────► done here ─────────────► (none)
 *     ▲  release, expiry │  replace by another        │ replace
 *     └──────────────────┴────────► held by it ◄──────┘
 * </pre>
 */
final class RedisLeases implements Leases {
  /** What the shared tier may take too. */
  private static final long TIMEOUT_MILLIS = 25;

  /**
   * What a claim may take where the one before it was answered: a Redis that is late once costs
   * less than a second read of the source.
   */
  private static final long PATIENCE_MILLIS = 4 * TIMEOUT_MILLIS;

  /** Three renewals may get lost. */
  private static final long RENEWAL_MILLIS = 500;

  /**
   * A node that does nothing for so long may be taken to be gone: what it holds may be another's,
   * and it has to ask before it goes on.
   */
  private static final long STOPPED_NANOS = TimeUnit.MILLISECONDS.toNanos(Pulse.LIMIT_MILLIS);

  /** How often it is looked whether this node was stopped. */
  private static final long WATCH_MILLIS = Pulse.LIMIT_MILLIS / 4;

  /** Renewals without an answer after which a node that was stopped goes on without Redis. */
  private static final int MOST_UNANSWERED = 4;

  /** How late a node may come and still be sent to the one that has it. */
  private static final long DONE_MILLIS = 3_000;

  /** One may be on its way to a Redis that is gone while another is being made. */
  private static final int CONNECTIONS = 2;

  /** Claims and renewals of all event loops at the bound of fills, with room to spare. */
  private static final int MAX_UNANSWERED = 2_048;

  /**
   * A Redis that owes answers for so long is cut off, and connected to anew: what is sent to it
   * meanwhile is lost, or done too late.
   */
  private static final Duration SILENCE = Duration.ofMillis(8 * TIMEOUT_MILLIS);

  /** Who waits has a limit that this node's own lateness doesn't count against. */
  private static final Duration CALL_LIMIT = Duration.ofSeconds(1);

  /** Counters of tokens: few enough to be kept forever, enough to spread over a cluster. */
  private static final int COUNTERS = 256;

  /** What scripts begin with where they changed nothing. */
  private static final String NO = "0";

  private static final Claim UNKNOWN = new Claim.Unknown();

  private final Vertx vertx;
  private final RedisConnections redis;
  private final FairLimit limit;
  private final FairLimit patience;
  private final Place place;
  private final Terms terms;
  private final Breaker breaker;
  private final PeerMeters meters;
  private final Set<Kept> held = new HashSet<>();
  private volatile long awakeNanos = System.nanoTime();
  private long watching = -1;
  private boolean answering = true; // the latest claim that is over

  /**
   * How long leases last.
   *
   * @param expiryMillis after which a holder that is gone without a word is forgotten
   * @param maxRenewals after which one is given up by itself
   */
  record Terms(long expiryMillis, int maxRenewals) {
    /** Ten minutes: longer than any fill takes that isn't forgotten. */
    static final Terms OF_FILLS = new Terms(2_000, 1_200);

    /** For as long as its holder lives. */
    static final Terms OF_CHANNELS = new Terms(3_000, Integer.MAX_VALUE);
  }

  /**
   * Where this node stands.
   *
   * @param address where other nodes reach it
   * @param space nodes with the same one have the same source
   */
  record Place(String address, String space) {}

  /** What is counted. */
  record Meters(PeerMeters peers, RedisConnectionMeters connections) {}

  private RedisLeases(
      Vertx vertx,
      RedisConnections redis,
      Place place,
      Terms terms,
      Breaker breaker,
      PeerMeters meters) {
    this.vertx = vertx;
    this.terms = terms;
    this.redis = redis;
    this.limit = new FairLimit(vertx, TIMEOUT_MILLIS);
    this.patience = new FairLimit(vertx, PATIENCE_MILLIS);
    this.place = place;
    this.breaker = breaker;
    this.meters = meters;
  }

  /** For the calling event loop. */
  static RedisLeases create(
      Vertx vertx, RedisServers servers, Place place, Terms terms, Breaker breaker, Meters meters) {
    ConnectionTerms connections =
        new ConnectionTerms(CONNECTIONS, MAX_UNANSWERED, CALL_LIMIT, SILENCE);
    return new RedisLeases(
        vertx,
        RedisConnections.of(vertx, servers, connections, meters.connections),
        place,
        terms,
        breaker,
        meters.peers);
  }

  @Override
  public Future<Claim> claim(String key) {
    return claim(new Names(place.space, key), "");
  }

  @Override
  public Future<Claim> replace(String key, Holder useless) {
    return claim(new Names(place.space, key), useless.value());
  }

  private Future<Claim> claim(Names names, String displaced) {
    if (!permits(names.lease())) {
      meters.unavailable();
      return Future.succeededFuture(UNKNOWN);
    }
    Request request =
        Request.cmd(Command.EVAL)
            .arg(LeaseScripts.CLAIM)
            .arg(2)
            .arg(names.lease())
            .arg(names.counter())
            .arg(place.address)
            .arg(terms.expiryMillis)
            .arg(displaced);
    return call(answering ? patience : limit, names.lease(), request)
        .map(reply -> claimed(names, reply, !displaced.isEmpty()))
        .onSuccess(_ -> {
          answering = true;
          breaker.succeeded();
        })
        .onFailure(_ -> {
          answering = false;
          breaker.failed();
          meters.unavailable();
        })
        .otherwise(UNKNOWN);
  }

  /** Who has a key now; fails where nobody can tell. */
  Future<Optional<Holder>> holder(String key) {
    String lease = new Names(place.space, key).lease();
    if (!permits(lease)) {
      return Future.failedFuture("Redis is away");
    }
    Future<String> reply =
        redis
            .send(lease, Request.cmd(Command.GET).arg(lease))
            .map(found -> found == null ? "" : found.toString());
    return limit
        .of(reply)
        .map(value -> value.isEmpty() ? Optional.<Holder>empty() : Optional.of(Holder.of(value)))
        .onSuccess(_ -> breaker.succeeded())
        .onFailure(_ -> {
          breaker.failed();
          meters.unavailable();
        });
  }

  /** Whether a holder is this node. */
  boolean isHere(Holder holder) {
    return holder.address().toString().equals(place.address);
  }

  /** The trial of an open breaker is not spent on a server that is known to be away. */
  private boolean permits(String lease) {
    return (!breaker.isOpen() || redis.reaches(lease)) && breaker.permits();
  }

  private Future<String> call(FairLimit within, String lease, Request request) {
    return within.of(redis.send(lease, request).map(String::valueOf));
  }

  private Claim claimed(Names names, String reply, boolean displacing) {
    Holder holder = Holder.of(reply.substring(1));
    if (reply.startsWith(NO)) {
      meters.waited();
      return new Claim.Elsewhere(holder);
    }
    meters.taken(displacing);
    return new Claim.Held(new Kept(names.lease(), holder));
  }

  /**
   * Connects, and asks for something, so that the first claim is not late; completes, always well,
   * within a bound.
   */
  Future<Void> open() {
    awakeNanos = System.nanoTime();
    watching = vertx.setPeriodic(WATCH_MILLIS, _ -> watch());
    Names nothing = new Names(place.space, "");
    return redis
        .open()
        .compose(_ -> redis.send(nothing.lease(), keep(nothing.lease(), "", terms.expiryMillis)))
        .transform(_ -> Future.succeededFuture());
  }

  private static Request keep(String lease, String value, long millis) {
    return Request.cmd(Command.EVAL)
        .arg(LeaseScripts.KEEP)
        .arg(1)
        .arg(lease)
        .arg(value)
        .arg(millis);
  }

  private boolean wasStopped() {
    return System.nanoTime() - awakeNanos >= STOPPED_NANOS;
  }

  private void watch() {
    if (wasStopped()) {
      List.copyOf(held).forEach(Kept::ask);
    }
    awakeNanos = System.nanoTime();
  }

  void close() {
    vertx.cancelTimer(watching);
    redis.close();
  }

  /**
   * What a key's lease and counter are called; in one slot of a cluster.
   *
   * @param space of the nodes that share the lease
   */
  record Names(String space, String key) {
    String lease() {
      return counter() + ":" + Base64.getUrlEncoder().withoutPadding().encodeToString(digest());
    }

    String counter() {
      return "headwater:lease:{" + space + "-" + Math.floorMod(key.hashCode(), COUNTERS) + "}";
    }

    private byte[] digest() {
      try {
        return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("SHA-256 is not there (expected: in every runtime)", e);
      }
    }
  }

  /** A lease that is renewed by a timer; used on any event loop. */
  private final class Kept implements Lease {
    private final String name;
    private final Holder holder;
    private long timer;
    private int renewals;
    private int unanswered;
    private long asked; // the latest renewal
    private boolean away; // the latest answer didn't come
    private volatile boolean stopped; // and not answered since
    private volatile boolean over;
    private Runnable whenLost = () -> {};

    /** Called on the event loop of the leases. */
    Kept(String name, Holder holder) {
      this.name = name;
      this.holder = holder;
      this.timer = vertx.setPeriodic(RENEWAL_MILLIS, _ -> renew());
      held.add(this);
    }

    @Override
    public long token() {
      return holder.token();
    }

    @Override
    public void whenLost(Runnable then) {
      whenLost = then;
    }

    @Override
    public boolean isSure() {
      return !over && !stopped && !wasStopped();
    }

    /** Without Redis nobody could be asked before, either. */
    void ask() {
      stopped |= !away;
      unanswered = 0;
      renew();
    }

    private void renew() {
      if (++renewals > terms.maxRenewals) {
        lost();
        return;
      }
      long now = ++asked;
      call(limit, name, keep(terms.expiryMillis))
          .onSuccess(reply -> answered(reply, now))
          .onFailure(_ -> unanswered(now));
    }

    /** What was asked before this node was stopped says nothing of what came after. */
    private void answered(String reply, long renewal) {
      away = false;
      if (reply.equals(NO)) {
        lost();
      } else if (renewal == asked) {
        stopped = false;
      }
    }

    private void unanswered(long renewal) {
      meters.unavailable();
      away = true;
      if (stopped && renewal == asked && ++unanswered >= MOST_UNANSWERED) {
        stopped = false;
      }
    }

    private void lost() {
      if (end()) {
        meters.lost();
        whenLost.run();
      }
    }

    private Request keep(long millis) {
      return RedisLeases.keep(name, holder.value(), millis);
    }

    @Override
    public void done() {
      endWith(keep(DONE_MILLIS));
    }

    @Override
    public void release() {
      endWith(
          Request.cmd(Command.EVAL).arg(LeaseScripts.RELEASE).arg(1).arg(name).arg(holder.value()));
    }

    /** Where Redis doesn't hear of it, the lease expires. */
    private void endWith(Request last) {
      if (end()) {
        call(limit, name, last).onFailure(_ -> meters.unavailable());
      }
    }

    private boolean end() {
      boolean first = !over;
      over = true;
      held.remove(this);
      vertx.cancelTimer(timer);
      return first;
    }
  }
}
