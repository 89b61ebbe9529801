package dev.headwater.edge.peer;

import static dev.headwater.edge.peer.Await.await;
import static dev.headwater.edge.peer.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.breaker.Breaker;
import dev.headwater.edge.http.caching.CachingTerms;
import dev.headwater.edge.http.caching.StaleTerms;
import dev.headwater.edge.http.caching.Timing;
import dev.headwater.edge.http.caching.Vary;
import dev.headwater.edge.http.message.FieldList;
import dev.headwater.edge.http.message.ResponseHead;
import dev.headwater.edge.memory.Body;
import dev.headwater.edge.purge.Generation;
import dev.headwater.edge.purge.PurgeNames;
import dev.headwater.edge.purge.PurgeTable;
import dev.headwater.edge.redis.RedisServers;
import dev.headwater.edge.stored.Content;
import dev.headwater.edge.stored.StoredHead;
import dev.headwater.edge.stored.StoredResponse;
import dev.headwater.edge.telemetry.PeerMeters;
import dev.headwater.edge.telemetry.RedisConnectionMeters;
import dev.headwater.edge.telemetry.RedisMeters;
import dev.headwater.edge.tier.MemoryTier;
import dev.headwater.edge.tier.RedisLanes;
import dev.headwater.edge.tier.RedisTier;
import dev.headwater.engines.testing.SharedEngines;
import dev.headwater.platform.settings.DataSize;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.Unpooled;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Nodes that claim a lease from a real Redis, lose it, read a source whose content changes with
 * each reading, and write what they read to another real Redis whenever they come to it.
 */
class LeaseFencingPropertyIT {
  private static final int NODES = 3;
  private static final int STEPS = 400;

  /** Versions are dated from here, so that none lies in the future. */
  private static final long FIRST_MILLIS = System.currentTimeMillis() - 1_000_000;

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final RedisLeases.Meters stateMeters =
      new RedisLeases.Meters(new PeerMeters(meters), new RedisConnectionMeters(meters, "state"));
  private final MemoryTier memory =
      new MemoryTier(DataSize.ofMebibytes(16), PurgeTable.create(), System::currentTimeMillis);
  private final QuietLoop loop = new QuietLoop(vertx, vertx.getOrCreateContext());
  private final String key = UUID.randomUUID().toString();
  private final List<RedisLeases> nodes = new ArrayList<>();
  private final Redis state = Redis.createClient(vertx, SharedEngines.redisState().url());
  private RedisTier tier;

  /** A lease's token, or 0, and what was read under it. */
  private record Reading(long token, int version) {}

  @BeforeEach
  void start() {
    for (int i = 1; i <= NODES; i++) {
      nodes.add(leases("10.0.0." + i + ":9"));
    }
    tier = await(loop.call(this::tier));
    until("connections", () -> connections("cache") == 2 && connections("state") == 2 * NODES);
  }

  private double connections(String of) {
    return meters.get("headwater.redis.connections").tag("of", of).gauge().value();
  }

  private RedisLeases leases(String address) {
    return await(
        loop.call(() -> {
          RedisLeases made =
              RedisLeases.create(
                  vertx,
                  server(SharedEngines.redisState().url()),
                  new RedisLeases.Place(address, "test"),
                  RedisLeases.Terms.OF_FILLS,
                  new Breaker(System::currentTimeMillis),
                  stateMeters);
          return made.open().map(made);
        }));
  }

  private Future<RedisTier> tier() {
    RedisLanes lanes =
        RedisLanes.of(
            vertx,
            server(SharedEngines.redisCache().url()),
            1,
            new RedisConnectionMeters(meters, "cache"));
    return lanes
        .open()
        .map(
            new RedisTier(
                new RedisTier.Share("origin", DataSize.ofMebibytes(1)),
                lanes,
                memory.allocation(),
                PurgeTable.create(),
                new Breaker(System::currentTimeMillis),
                new RedisMeters(meters)));
  }

  private static RedisServers server(String url) {
    return new RedisServers(RedisServers.Mode.STANDALONE, List.of(URI.create(url)));
  }

  @AfterEach
  void stop() {
    await(
        loop.call(() -> {
          nodes.forEach(RedisLeases::close);
          tier.close();
          return Future.succeededFuture(true);
        }));
    state.close();
    memory.close();
    await(vertx.close());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void whatADeposedOrUnleasedNodeReadNeverReplacesWhatIsLater(long seed) {
    Random random = new Random(seed);
    List<Reading> read = new ArrayList<>();
    Reading kept = new Reading(0, 0);
    long highest = 0;
    for (int step = 1; step <= STEPS; step++) {
      switch (random.nextInt(6)) {
        case 0, 1 -> claim(random.nextInt(NODES), step, random.nextBoolean(), read);
        case 2 -> expire();
        case 3 -> read.add(new Reading(0, step));
        default -> {
          if (!read.isEmpty()) {
            Reading late = read.remove(random.nextInt(read.size()));
            boolean written = write(late);
            assertMayBeKept(late, written ? late : kept, kept, highest);
            kept = written ? late : kept;
            highest = written ? Math.max(highest, late.token) : highest;
            assertThat(storedVersion()).isEqualTo(kept.version);
          }
        }
      }
    }
    assertThat(kept.version).as("something was written").isPositive();
  }

  private static void assertMayBeKept(Reading late, Reading now, Reading before, long highest) {
    boolean deposed = late.token > 0 && late.token < highest;
    boolean unordered = late.token == 0 || before.token == 0;
    if (deposed || (unordered && late.version < before.version)) {
      assertThat(now).as("%s comes too late", late).isEqualTo(before);
    } else {
      assertThat(now).as("%s is later than %s", late, before).isEqualTo(late);
    }
  }

  /** A holder reads at once; whoever is sent to another may depose that one. */
  private void claim(int node, int version, boolean depose, List<Reading> read) {
    Claim claim = await(loop.call(() -> nodes.get(node).claim(key)));
    if (claim instanceof Claim.Elsewhere(Holder holder) && depose) {
      claim = await(loop.call(() -> nodes.get(node).replace(key, holder)));
    }
    if (claim instanceof Claim.Held(Lease lease)) {
      read.add(new Reading(lease.token(), version));
    }
  }

  /** As if nobody had renewed it. */
  private void expire() {
    String lease = new RedisLeases.Names("test", key).lease();
    await(state.send(Request.cmd(Command.DEL).arg(lease)).map(true));
  }

  /** Whether it was kept. */
  private boolean write(Reading reading) {
    double written = writes("written");
    double skipped = writes("skipped");
    StoredResponse response = response(reading.version);
    loop.run(() -> {
      tier.put(key, response, reading.token);
      response.release();
    });
    until("an answer", () -> writes("written") + writes("skipped") > written + skipped);
    return writes("written") > written;
  }

  private double writes(String outcome) {
    return meters.counter("headwater.redis.writes", "outcome", outcome).count();
  }

  /** Asked for again where the answer came too late. */
  private int storedVersion() {
    double late = lateLookups();
    int version =
        await(
            loop.call(() ->
                tier.get(key, _ -> PurgeNames.of(key), _ -> true)
                    .map(found -> found.map(LeaseFencingPropertyIT::version).orElse(0))));
    return lateLookups() > late ? storedVersion() : version;
  }

  private double lateLookups() {
    return meters.counter("headwater.redis.lookups", "outcome", "failure").count();
  }

  private static int version(StoredResponse response) {
    int version = ((Content.Whole) response.content()).body().pieces().getFirst().getInt(0);
    response.release();
    return version;
  }

  private StoredResponse response(int version) {
    @Nullable Body body = memory.allocation().of(Unpooled.copyInt(version));
    ResponseHead head = new ResponseHead(200, FieldList.empty());
    long time = FIRST_MILLIS + version;
    CachingTerms terms =
        CachingTerms.given(head, new Timing(time, time), Duration.ofHours(1), StaleTerms.FORBIDDEN);
    return new StoredResponse(
        StoredHead.of(
            200,
            head.fields(),
            terms,
            Vary.of(head.fields()).key(head.fields(), head.fields()),
            Generation.NONE),
        new Content.Whole(Objects.requireNonNull(body), OptionalLong.of(Integer.BYTES)));
  }
}
