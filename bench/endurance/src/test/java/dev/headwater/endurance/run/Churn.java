package dev.headwater.endurance.run;

import dev.headwater.endurance.load.Clients;
import dev.headwater.endurance.load.Copies;
import dev.headwater.endurance.load.Finding;
import dev.headwater.endurance.load.Tally;
import dev.headwater.endurance.node.Metrics;
import dev.headwater.endurance.node.NodePort;
import dev.headwater.endurance.node.NodeProcess;
import dev.headwater.endurance.source.FaultySource;
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
import java.util.List;

/**
 * A node whose memory is replaced again and again: what it takes stays within its setting.
 *
 * @param length of the run
 * @param perSecond requests
 * @param memory the setting
 */
public record Churn(Duration length, double perSecond, DataSize memory) {
  private static final int CLIENTS = 48;
  private static final Duration REST = Duration.ofSeconds(30);

  /**
   * The claim is on what is not heap: all of the heap, as the launcher bounds it, is there at
   * first.
   */
  private static final List<String> WHOLE_HEAP = List.of("-Xms512m", "-XX:+AlwaysPreTouch");

  /**
   * Rather than take more than its setting, a node refuses what comes while slow clients hold it.
   */
  private static final double REFUSED_PERCENT = 1;

  /** What resident memory may grow by, in settings. */
  private static final double BOUND = 1.25;

  public Verdict run(Path folder, PrintStream out) {
    Vertx vertx = EventLoops.start(new VertxOptions());
    try {
      FaultySource source = Blocking.await(FaultySource.start(vertx, 1));
      NodeProcess.Start start =
          NodeProcess.Start.node(
              "edge", NodePort.choose(), Nodes.patient(source, memory), WHOLE_HEAP);
      try (NodeProcess node = NodeProcess.start(folder, "node", start)) {
        return run(vertx, node, out);
      }
    } finally {
      Blocking.await(vertx.close());
    }
  }

  private Verdict run(Vertx vertx, NodeProcess node, PrintStream out) {
    Metrics empty = node.metrics();
    Clients clients =
        new Clients(vertx, node.port().number(), new ChurnHabit(), Copies.ofNodeThatEvicts());
    Watch watch = new Watch(node, out);
    Future<Void> end = clients.start(CLIENTS, perSecond);
    while (watch.elapsed().compareTo(length) < 0) {
      watch.step("churn", clients.tally());
    }
    clients.stop();
    Blocking.await(end);
    clients.tally().examples().forEach(out::println);
    return verdict(node, watch, clients.tally(), empty, watch.rest(REST));
  }

  private Verdict verdict(
      NodeProcess node, Watch watch, Tally tally, Metrics empty, Metrics rested) {
    double setting = (double) memory.bytes() / (1 << 20);
    double grown = rested.residentMebibytes() - empty.residentMebibytes();
    double most = watch.mostResident() - empty.residentMebibytes();
    return new Verdict(
        "churn, %d s: %s; resident %.0f MiB empty, %.0f after, %.0f at most (heap %.0f, %.0f); longest pause %.0f ms"
            .formatted(
                length.toSeconds(),
                tally,
                empty.residentMebibytes(),
                rested.residentMebibytes(),
                watch.mostResident(),
                empty.heapMebibytes(),
                rested.heapMebibytes(),
                rested.longestPauseMillis()),
        List.of(
            Claim.atLeast("requests answered", 100, tally.count(Finding.GOOD)),
            Claim.atLeast("evictions", 100, rested.evictions()),
            Claim.atMost("growth of resident memory, in settings, after", BOUND, grown / setting),
            Claim.atMost("the same, at most", BOUND, most / setting),
            Claim.none(
                "full garbage collections", rested.fullCollections() - empty.fullCollections()),
            Claim.atMost(
                "refused for want of memory, in percent",
                REFUSED_PERCENT,
                100.0 * tally.count(Finding.SHORT_OF_MEMORY) / tally.all()),
            Claim.none("5xx other than 503 and 504 of a starved machine", tally.oddErrors()),
            Claim.none("wrong bytes", tally.count(Finding.WRONG_BYTES)),
            Claim.none("cut short", tally.count(Finding.CUT_HIT) + tally.count(Finding.CUT_MISS)),
            Claim.none("no answer", tally.count(Finding.NO_ANSWER)),
            Claim.none("leases left", rested.leases()),
            Claim.none("errors in the log", node.loggedErrors()),
            Claim.none("leak reports", node.leakReports())));
  }
}
