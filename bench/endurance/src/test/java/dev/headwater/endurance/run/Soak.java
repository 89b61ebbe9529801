package dev.headwater.endurance.run;

import dev.headwater.endurance.content.Resource;
import dev.headwater.endurance.content.Terms;
import dev.headwater.endurance.load.Clients;
import dev.headwater.endurance.load.Copies;
import dev.headwater.endurance.load.Finding;
import dev.headwater.endurance.load.Question;
import dev.headwater.endurance.load.Tally;
import dev.headwater.endurance.node.Metrics;
import dev.headwater.endurance.node.NodePort;
import dev.headwater.endurance.node.NodeProcess;
import dev.headwater.endurance.source.FaultySource;
import dev.headwater.endurance.source.Forecast;
import dev.headwater.endurance.source.Weather;
import dev.headwater.endurance.verdict.Claim;
import dev.headwater.endurance.verdict.Verdict;
import dev.headwater.platform.runtime.EventLoops;
import dev.headwater.platform.settings.DataSize;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A node before a source that fails, slows down and vanishes: what it holds it goes on giving.
 *
 * @param length of the run
 * @param perSecond requests
 */
public record Soak(Duration length, double perSecond) {
  private static final int CLIENTS = 64;

  /** All that the clients ask for fits, so that what was answered once is held. */
  private static final DataSize MEMORY = DataSize.ofMebibytes(256);

  /** For what was begun when the clients stop: the longest time limit of a node, and some more. */
  private static final Duration REST = Duration.ofSeconds(30);

  /** A shorter run ends before the compiler and the heap have settled. */
  private static final Duration LONG_ENOUGH_TO_BE_FLAT = Duration.ofMinutes(5);

  /** Trouble begins when so much is held, or else it would show little. */
  private static final int LEAST_COPIES = SoakHabit.RESOURCES * 9 / 10;

  private static final Duration WARMING = Duration.ofMinutes(2);

  private static final double FLAT = 1.1;

  /** A machine that is starved for a while makes a few answers late. */
  private static final double LATE_PERCENT = 1;

  private static final List<String> LEAK_DETECTION =
      List.of("-Dio.netty.leakDetection.level=paranoid");

  public Verdict run(Path folder, PrintStream out) {
    Vertx vertx = EventLoops.start(new VertxOptions());
    try {
      FaultySource source = Blocking.await(FaultySource.start(vertx, 1));
      NodeProcess.Start start =
          NodeProcess.Start.node(
              "edge", NodePort.choose(), Nodes.before(source, MEMORY), LEAK_DETECTION);
      try (NodeProcess node = NodeProcess.start(folder, "node", start)) {
        return run(vertx, node, source, out);
      }
    } finally {
      Blocking.await(vertx.close());
    }
  }

  private Verdict run(Vertx vertx, NodeProcess node, FaultySource source, PrintStream out) {
    Clients clients =
        new Clients(vertx, node.port().number(), new SoakHabit(), Copies.ofNodeWithRoom());
    Forecast forecast = Forecast.of(length);
    Watch watch = new Watch(node, out);
    Future<Void> end = clients.start(CLIENTS, perSecond);
    while (clients.copies().count() < LEAST_COPIES && watch.elapsed().compareTo(WARMING) < 0) {
      watch.step("warming", clients.tally());
    }
    long held = clients.copies().count();
    Duration begun = watch.elapsed();
    while (watch.elapsed().minus(begun).compareTo(length) < 0) {
      Weather weather = forecast.at(watch.elapsed().minus(begun));
      if (!weather.equals(source.weather())) {
        Blocking.await(source.turn(weather));
      }
      watch.step(weather.word(), clients.tally());
    }
    Blocking.await(source.turn(Weather.FAIR));
    clients.stop();
    Blocking.await(end);
    clients.tally().examples().forEach(out::println);
    Metrics rested = watch.rest(REST);
    List<Claim> claims = claims(watch, clients, source, rested, held);
    claims.add(Claim.none("leak reports", afterCollection(vertx, node)));
    claims.add(Claim.none("errors in the log", node.loggedErrors()));
    return new Verdict(title(clients, rested), claims);
  }

  /** Leaks are told of when the next buffer is made after the collection that found them. */
  private static long afterCollection(Vertx vertx, NodeProcess node) {
    node.collect();
    Clients last =
        new Clients(
            vertx,
            node.port().number(),
            _ -> Question.plain(new Resource(Terms.PASSING, 1_000, 1)),
            Copies.ofNodeThatEvicts());
    Future<Void> end = last.start(1, 100);
    Blocking.pause(Duration.ofSeconds(2));
    last.stop();
    Blocking.await(end);
    return node.leakReports();
  }

  private List<Claim> claims(
      Watch watch, Clients clients, FaultySource source, Metrics rested, long held) {
    Tally tally = clients.tally();
    List<Claim> claims = new ArrayList<>();
    claims.add(Claim.atLeast("requests answered", 100, tally.count(Finding.GOOD)));
    claims.add(Claim.atLeast("copies held when trouble began", LEAST_COPIES, held));
    claims.add(Claim.atLeast("source requests that failed on purpose", 10, source.faults()));
    claims.add(Claim.atLeast("answers from a copy in place of the source's", 1, tally.stale()));
    claims.add(Claim.none("hits refused", tally.count(Finding.REFUSED_HIT)));
    claims.add(Claim.none("hits cut short", tally.count(Finding.CUT_HIT)));
    claims.add(
        Claim.none("5xx where a stale copy was allowed", tally.count(Finding.ERROR_FOR_STALE)));
    claims.add(
        Claim.atMost(
            "5xx later than the time limit, in percent", LATE_PERCENT, tally.lateErrorPercent()));
    claims.add(Claim.none("wrong bytes", tally.count(Finding.WRONG_BYTES)));
    claims.add(Claim.none("no answer", tally.count(Finding.NO_ANSWER)));
    claims.add(Claim.none("other statuses", tally.count(Finding.UNEXPECTED_STATUS)));
    claims.add(Claim.none("leases left", rested.leases()));
    claims.add(Claim.none("fills left", rested.fills()));
    claims.add(Claim.none("evictions (what was held stayed held)", rested.evictions()));
    if (length.compareTo(LONG_ENOUGH_TO_BE_FLAT) >= 0) {
      claims.add(
          Claim.atMost(
              "resident memory, last fifth to second fifth",
              FLAT,
              watch.medianResident(0.8, 1) / watch.medianResident(0.2, 0.4)));
    }
    return claims;
  }

  private String title(Clients clients, Metrics rested) {
    return "soak, %d s: %s; %d copies held; slowest hit %d ms; longest pause %.0f ms"
        .formatted(
            length.toSeconds(),
            clients.tally(),
            clients.copies().count(),
            clients.tally().slowestHitMillis(),
            rested.longestPauseMillis());
  }
}
