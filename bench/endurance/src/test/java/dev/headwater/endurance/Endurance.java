package dev.headwater.endurance;

import dev.headwater.endurance.run.Churn;
import dev.headwater.endurance.run.Outage;
import dev.headwater.endurance.run.Purges;
import dev.headwater.endurance.run.Soak;
import dev.headwater.endurance.run.ThreeNodes;
import dev.headwater.endurance.verdict.Verdict;
import dev.headwater.platform.settings.DataSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The programs that the launchers beside this module run; their status is 1 where a claim fails.
 */
@Command(name = "endurance", mixinStandardHelpOptions = true)
final class Endurance {
  private static final Path FOLDERS =
      Path.of(
          System.getProperty("headwater.root", "../.."), "bench", "endurance", "target", "runs");

  public static void main(String[] arguments) {
    CommandLine line = new CommandLine(new Endurance());
    line.registerConverter(Duration.class, Endurance::duration);
    line.registerConverter(DataSize.class, DataSize::parse);
    System.exit(line.execute(arguments));
  }

  private static Duration duration(String text) {
    return Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
  }

  @Command(name = "soak", description = "A source that fails, slows down and vanishes.")
  int soak(
      @Option(names = "--for", defaultValue = "30m", description = "as in 90s, 30m, 1h")
          Duration length,
      @Option(names = "--rate", defaultValue = "400", description = "requests a second")
          double rate)
      throws IOException {
    return status(new Soak(length, rate).run(folder("soak"), System.out));
  }

  @Command(name = "churn", description = "Resident memory while everything is replaced.")
  int churn(
      @Option(names = "--for", defaultValue = "1h", description = "as in 90s, 30m, 1h")
          Duration length,
      @Option(names = "--rate", defaultValue = "150", description = "requests a second")
          double rate,
      @Option(names = "--memory", defaultValue = "256MiB", description = "memory.max-size")
          DataSize memory)
      throws IOException {
    return status(new Churn(length, rate, memory).run(folder("churn"), System.out));
  }

  @Command(name = "three-nodes", description = "Simultaneous misses on three nodes.")
  int threeNodes(
      @Option(names = "--requests", defaultValue = "10000") int requests,
      @Option(
              names = "--size",
              split = ",",
              defaultValue = "2048,20000000",
              description = "bytes of the object; several are tried in turn")
          List<Integer> sizes)
      throws IOException {
    return status(new ThreeNodes(requests, sizes).run(folder("three-nodes"), System.out));
  }

  @Command(name = "outage", description = "Redis and the S3 store killed and restarted.")
  int outage(
      @Option(names = "--rate", defaultValue = "300", description = "requests a second")
          double rate)
      throws IOException {
    return status(new Outage(rate).run(folder("outage"), System.out));
  }

  @Command(
      name = "purges",
      description = "How soon purges are applied by three nodes, and how many.")
  int purges(
      @Option(names = "--purges", defaultValue = "300", description = "one after the other")
          int purges,
      @Option(names = "--for", defaultValue = "30s", description = "of purges in batches")
          Duration length,
      @Option(names = "--items", defaultValue = "10000", description = "purged items a second")
          int items)
      throws IOException {
    return status(new Purges(purges, length, items).run(folder("purges"), System.out));
  }

  private static int status(Verdict verdict) {
    System.out.println();
    System.out.println(verdict);
    return verdict.holds() ? 0 : 1;
  }

  /** A new one, for the logs of a run. */
  private static Path folder(String run) throws IOException {
    return Files.createTempDirectory(Files.createDirectories(FOLDERS), run + "-");
  }
}
