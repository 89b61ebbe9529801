package dev.headwater.endurance.run;

import dev.headwater.endurance.load.Tally;
import dev.headwater.endurance.node.Metrics;
import dev.headwater.endurance.node.NodeProcess;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Looks at a node every second, and prints a line now and then. For one thread. */
final class Watch {
  private static final Duration STEP = Duration.ofSeconds(1);
  private static final int STEPS_A_LINE = 5;

  private final NodeProcess node;
  private final PrintStream out;
  private final long begun = System.nanoTime();
  private final List<Double> resident = new ArrayList<>();
  private Metrics last;
  private int steps;
  private long counted;

  Watch(NodeProcess node, PrintStream out) {
    this.node = node;
    this.out = out;
    this.last = node.metrics();
  }

  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  /** Waits for a second, then looks. */
  void step(String what, Tally tally) {
    Blocking.pause(STEP);
    look();
    if (++steps % STEPS_A_LINE == 0) {
      long all = tally.all();
      out.printf(
          "%02d:%02d %-8s %4d/s, %d hits; %s; resident %.0f MiB (heap %.0f, bodies %.0f), %d leases, %d fills%n",
          elapsed().toMinutes(),
          elapsed().toSecondsPart(),
          what,
          Math.max(0, all - counted) / STEPS_A_LINE,
          tally.hits(),
          tally,
          last.residentMebibytes(),
          last.heapMebibytes(),
          last.allocatedMebibytes(),
          last.leases(),
          last.fills());
      counted = all;
    }
  }

  Metrics look() {
    last = node.metrics();
    resident.add(last.residentMebibytes());
    return last;
  }

  /** The most that was resident. */
  double mostResident() {
    return resident.stream().mapToDouble(Double::doubleValue).max().orElse(0);
  }

  /** The median of what was resident in a part of the run, given by fractions of it. */
  double medianResident(double from, double to) {
    List<Double> part =
        resident.subList((int) (from * resident.size()), (int) (to * resident.size())).stream()
            .sorted()
            .toList();
    return part.isEmpty() ? Double.NaN : part.get(part.size() / 2);
  }

  /** Waits, for a bounded time, until nothing is under way any more. */
  Metrics rest(Duration limit) {
    Duration end = elapsed().plus(limit);
    while ((look().leases() > 0 || last.fills() > 0) && elapsed().compareTo(end) < 0) {
      Blocking.pause(STEP);
    }
    return last;
  }
}
