package dev.headwater.endurance.run;

import dev.headwater.endurance.load.Clients;
import dev.headwater.endurance.load.Copies;
import dev.headwater.endurance.load.Finding;
import dev.headwater.endurance.load.Tally;
import dev.headwater.endurance.node.NodePort;
import dev.headwater.endurance.node.NodeProcess;
import dev.headwater.endurance.verdict.Claim;
import dev.headwater.endurance.verdict.Verdict;
import dev.headwater.engines.EngineCache;
import dev.headwater.engines.RedisEngine;
import dev.headwater.engines.RedisProfile;
import dev.headwater.engines.testing.S3ProxyEngine;
import dev.headwater.platform.runtime.EventLoops;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * An origin under load whose Redis is killed and started again, then its S3 store.
 *
 * @param perSecond requests
 */
public record Outage(double perSecond) {
  private static final int CLIENTS = 48;
  private static final int REDIS_MEBIBYTES = 64;
  private static final Duration WARMING = Duration.ofSeconds(10);
  private static final Duration AWAY = Duration.ofSeconds(12);

  /** A breaker tries again every 30 s; a busy machine adds to that. */
  private static final Duration RECOVERY = Duration.ofSeconds(36);

  /** A machine that is starved for a while makes a few answers late. */
  private static final double LATE_PERCENT = 1;

  private static final Duration REST = Duration.ofSeconds(30);

  /** What changes is kept for three seconds, and may be stale for a day. */
  private static final List<String> POLICY =
      List.of(
          "target-duration: 4s",
          "kinds:",
          "  - kind: vod-media-playlist",
          "    match: /vod/{title}/{epoch}/{rendition}/index.m3u8",
          "    content-type: application/vnd.apple.mpegurl",
          "    lifetimes: { browser: 3s, cdn: 4s, origin: 3s, stale-while-revalidate: 2s, stale-if-error: 24h, not-found: 1s }",
          "    key: []",
          "    tags: ['title-{title}']",
          "    immutable: false",
          "    compress: false",
          "    priority: vod",
          "    token: by-visibility",
          "    tiers: { memory: any, redis: any }",
          "  - kind: initialization-section",
          "    match: /vod/{title}/{epoch}/{rendition}/init.mp4",
          "    content-type: video/mp4",
          "    lifetimes: { browser: 365d, cdn: 365d, origin: 365d, stale-while-revalidate: 1m, stale-if-error: 24h, not-found: 1s }",
          "    key: []",
          "    tags: ['title-{title}']",
          "    immutable: true",
          "    compress: false",
          "    priority: vod",
          "    token: by-visibility",
          "    tiers: { memory: any, redis: any }");

  public Verdict run(Path folder, PrintStream out) throws IOException {
    Vertx vertx = EventLoops.start(new VertxOptions());
    Path policy = Files.write(folder.resolve("policy.yaml"), POLICY);
    Path redisFolder = folder.resolve("redis");
    RedisProfile profile = RedisProfile.cache(REDIS_MEBIBYTES);
    Path storeFolder = Files.createDirectories(folder.resolve("store"));
    try (RedisEngine redis = RedisEngine.start(profile, redisFolder);
        S3ProxyEngine store = S3ProxyEngine.start(storeFolder, FilledStore.BUCKET)) {
      Blocking.await(FilledStore.fill(vertx, store, OutageHabit.all()));
      NodeProcess.Start start =
          NodeProcess.Start.node(
              "origin",
              NodePort.choose(),
              Nodes.origin(store, FilledStore.BUCKET, redis.url(), policy),
              List.of());
      Runnable restart =
          () -> RedisEngine.start(profile, redisFolder, EngineCache.ofUser(), redis.port());
      try (NodeProcess node = NodeProcess.start(folder, "node", start)) {
        return new Course(vertx, node, out).run(perSecond, redis, restart, store);
      }
    } finally {
      Blocking.await(vertx.close());
    }
  }

  /** What happens to one node, in order. For one thread. */
  private static final class Course {
    private final NodeProcess node;
    private final PrintStream out;
    private final OutageHabit habit = new OutageHabit();
    private final Clients clients;
    private final Watch watch;
    private final List<Claim> claims = new ArrayList<>();

    Course(Vertx vertx, NodeProcess node, PrintStream out) {
      this.node = node;
      this.out = out;
      this.clients = new Clients(vertx, node.port().number(), habit, Copies.ofNodeWithRoom());
      this.watch = new Watch(node, out);
    }

    Verdict run(double perSecond, RedisEngine redis, Runnable restartRedis, S3ProxyEngine store) {
      Future<Void> end = clients.start(CLIENTS, perSecond);
      during("warming", WARMING);
      good("at first", clients.recount());
      redis.kill();
      during("no redis", AWAY);
      good("without Redis", clients.recount());
      restartRedis.run();
      recovers("Redis is used again, s after its start", this::usesRedis);
      good("while Redis comes back", clients.recount());
      store.kill();
      during("no store", AWAY);
      without(clients.recount());
      store.restart();
      recovers("the store is used again, s after its start", this::getsWhatIsCold);
      held("while the store comes back", clients.recount());
      during("after", WARMING);
      clients.stop();
      Blocking.await(end);
      good("after all", clients.recount());
      claims.add(Claim.none("leases left", watch.rest(REST).leases()));
      claims.add(Claim.none("errors in the log", node.loggedErrors()));
      return new Verdict("outage, %d s".formatted(watch.elapsed().toSeconds()), claims);
    }

    private void during(String what, Duration time) {
      Duration until = watch.elapsed().plus(time);
      while (watch.elapsed().compareTo(until) < 0) {
        watch.step(what, clients.tally());
      }
    }

    private void recovers(String fact, BooleanSupplier recovered) {
      Duration begun = watch.elapsed();
      Duration limit = begun.plus(RECOVERY);
      while (!recovered.getAsBoolean() && watch.elapsed().compareTo(limit) < 0) {
        watch.step("recovery", clients.tally());
      }
      claims.add(
          Claim.atMost(
              fact,
              (double) RECOVERY.toSeconds(),
              watch.elapsed().minus(begun).toMillis() / 1000.0));
    }

    private boolean usesRedis() {
      return watch.look().sum("headwater_breaker_open", "of=\"redis\"") == 0;
    }

    private boolean getsWhatIsCold() {
      return Blocking.await(clients.ask(habit.cold())).isWhole();
    }

    /** Nothing fails. */
    private void good(String when, Tally tally) {
      out.printf("%s: %s %s%n", when, tally, tally.statuses());
      tally.examples().forEach(out::println);
      claims.add(
          Claim.exactly(
              when + ": good answers, " + tally.hits() + " of them hits",
              tally.all(),
              tally.count(Finding.GOOD)));
    }

    /** What is held is given. */
    private void held(String when, Tally tally) {
      out.printf("%s: %s %s%n", when, tally, tally.statuses());
      tally.examples().forEach(out::println);
      claims.add(Claim.none(when + ": hits refused", tally.count(Finding.REFUSED_HIT)));
      claims.add(
          Claim.none(
              when + ": 5xx where a stale copy was allowed", tally.count(Finding.ERROR_FOR_STALE)));
      claims.add(
          Claim.exactly(
              when + ": 503 or 504 where there was nothing",
              tally.errors(),
              tally.status(503) + tally.status(504)));
      claims.add(
          Claim.atMost(
              when + ": errors later than the time limit, in percent",
              LATE_PERCENT,
              tally.lateErrorPercent()));
      claims.add(Claim.none(when + ": no answer", tally.count(Finding.NO_ANSWER)));
    }

    private void without(Tally tally) {
      held("without the store", tally);
      claims.add(Claim.atLeast("without the store: errors", 1, tally.count(Finding.ALLOWED_ERROR)));
      claims.add(Claim.atLeast("without the store: answers", 100, tally.count(Finding.GOOD)));
    }
  }
}
