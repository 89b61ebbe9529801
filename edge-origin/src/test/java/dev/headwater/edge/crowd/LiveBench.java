package dev.headwater.edge.crowd;

import dev.headwater.edge.ScriptedFeed;
import dev.headwater.edge.TestChannel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What {@code bench/live} runs: viewers who wait for parts of one channel on a node, and for
 * nothing in particular on a bare server. Arguments: the name of what is measured, and numbers.
 */
final class LiveBench {
  /** 2 Mbit/s. */
  private static final int PART_BYTES = 83_000;

  /** For answering fast. */
  private static final List<String> FAST =
      List.of("-Xmx1g", "-XX:MaxDirectMemorySize=1g", "-XX:+UseSerialGC");

  /** Gives back what it doesn't need, so that resident memory says what is needed. */
  private static final List<String> FRUGAL =
      List.of(
          "-Xmx9g",
          "-XX:MaxDirectMemorySize=4g",
          "-XX:+UseSerialGC",
          "-XX:MinHeapFreeRatio=5",
          "-XX:MaxHeapFreeRatio=10");

  /**
   * Holds all that a crowd brings without collecting in between, which would take a node's longest
   * wait.
   */
  private static final List<String> ROOMY =
      List.of("-Xms15g", "-Xmx15g", "-Xmn13g", "-XX:MaxDirectMemorySize=4g", "-XX:+UseSerialGC");

  /** Of a crowd, warms up its server. */
  private static final int WARM_UP_SHARE = 20;

  private static final int WARM_UP_ROUNDS = 10;

  private final ScriptedFeed feed;
  private final Path folder;

  private LiveBench(ScriptedFeed feed) throws IOException {
    this.feed = feed;
    folder = Files.createTempDirectory("live-bench");
    feed.say(TestChannel.of(Stage.CHANNEL).keptFor(Duration.ZERO).change());
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    int[] numbers =
        List.of(arguments).subList(1, arguments.length).stream()
            .mapToInt(Integer::parseInt)
            .toArray();
    try (ScriptedFeed feed = new ScriptedFeed()) {
      LiveBench bench = new LiveBench(feed);
      switch (arguments[0]) {
        case "latency" -> bench.latency(numbers[0], numbers[1], numbers[2]);
        case "memory" -> bench.memory(numbers[0], numbers[1] == 1);
        case "hold" -> bench.hold(numbers[0]);
        case "cpu" -> bench.cpu(numbers[0], numbers[1]);
        default -> throw new IllegalArgumentException(arguments[0]);
      }
    }
  }

  private Stage node(List<String> options) throws IOException, InterruptedException {
    List<String> settings = new ArrayList<>();
    for (Map.Entry<String, String> setting : feed.settings().entrySet()) {
      settings.add(setting.getKey() + "=" + setting.getValue());
    }
    Path store = Files.createTempDirectory(folder, "store"); // a channel would go on in another's
    Holder holder = Holder.node(options, store, settings);
    return Stage.node(holder, Stage.CHANNEL, TestChannel.KEY, PART_BYTES);
  }

  private static Stage bare(List<String> options) throws IOException, InterruptedException {
    return Stage.bare(Holder.bare(options));
  }

  /** One server after the other: no process has files for both crowds at once. */
  private void latency(int viewers, int warmUp, int rounds)
      throws IOException, InterruptedException {
    try (Stage node = node(FAST);
        Stage bare = bare(FAST)) {
      for (Crowd.Protocol protocol : Crowd.Protocol.values()) {
        for (Stage stage : List.of(node, bare)) {
          try (Crowd crowd = Crowd.of(viewers, protocol, stage.holder().port())) {
            watch(stage, crowd, warmUp);
            List<long[]> measured = new ArrayList<>();
            for (int i = 0; i < rounds; i++) {
              measured.add(stage.round(crowd));
            }
            tell(stage, protocol, viewers, measured);
          }
        }
      }
    }
  }

  private static void tell(Stage stage, Crowd.Protocol protocol, int viewers, List<long[]> rounds) {
    System.out.printf(
        "%-10s %-9s %8d held   p50 %8.1f ms   p99 %8.1f ms   last %8.1f ms%n",
        stage.name(),
        protocol.text,
        viewers,
        Stage.percentile(rounds, 0.5),
        Stage.percentile(rounds, 0.99),
        Stage.percentile(rounds, 1));
  }

  private void memory(int viewers, boolean overHttp1) throws IOException, InterruptedException {
    for (Crowd.Protocol protocol : Crowd.Protocol.values()) {
      if (protocol == Crowd.Protocol.HTTP_1 && !overHttp1) {
        continue;
      }
      try (Stage node = node(FRUGAL)) {
        memory(node, protocol, viewers);
      }
      try (Stage bare = bare(FRUGAL)) {
        memory(bare, protocol, viewers);
      }
    }
  }

  /** A round before counts for what stays: compiled code, pools. */
  private static void memory(Stage stage, Crowd.Protocol protocol, int viewers)
      throws IOException, InterruptedException {
    Holder.Memory alone = stage.holder().memory();
    try (Crowd crowd = Crowd.of(viewers, protocol, stage.holder().port())) {
      stage.round(crowd);
      Holder.Memory connected = stage.holder().memory();
      Answers answers = stage.hold(crowd);
      Holder.Memory held = stage.holder().memory();
      long[] took = answers.since(stage.publish()); // who waited for too long was refused
      Holder.Memory request = held.minus(connected);
      System.out.printf(
          "%-10s %-9s %8d held   a request %6d B (heap %6d B)   with connection and pools %6d B   last after %8.1f ms, %d refused%n",
          stage.name(),
          protocol.text,
          viewers,
          request.resident() * 1024 / viewers,
          request.heap() * 1024 / viewers,
          held.minus(alone).resident() * 1024 / viewers,
          took[took.length - 1] / 1e6,
          answers.bad());
    }
  }

  /** So many at once that both servers have all of the machine, one after the other. */
  private void hold(int viewers) throws IOException, InterruptedException {
    try (Stage node = node(ROOMY)) {
      hold(node, viewers);
    }
    try (Stage bare = bare(ROOMY)) {
      hold(bare, viewers);
    }
  }

  private static void hold(Stage stage, int viewers) throws IOException, InterruptedException {
    Holder holder = stage.holder();
    try (Crowd few = Crowd.of(viewers / WARM_UP_SHARE, Crowd.Protocol.HTTP_2, holder.port())) {
      for (int i = 0; i < WARM_UP_ROUNDS; i++) {
        stage.round(few);
      }
    }
    holder.collect();
    try (Crowd crowd = Crowd.of(viewers, Crowd.Protocol.HTTP_2, holder.port())) {
      Holder.Memory connected = holder.used();
      long asked = System.nanoTime();
      Answers answers = stage.hold(crowd);
      double holding = (System.nanoTime() - asked) / 1e6;
      Holder.Memory request = holder.used().minus(connected);
      long[] took = answers.since(stage.publish());
      System.out.printf(
          "%-10s HTTP/2 %8d held at once, after %8.1f ms   a request %6d B of heap   half after %8.1f ms, the last %8.1f ms, %d refused%n",
          stage.name(),
          viewers,
          holding,
          request.heap() * 1024 / viewers,
          took[took.length / 2] / 1e6,
          took[took.length - 1] / 1e6,
          answers.bad());
    }
  }

  private void cpu(int viewers, int seconds) throws IOException, InterruptedException {
    try (Stage node = node(FAST)) {
      int rounds = seconds * 3;
      publish(node, rounds); // to warm up
      double idle = cpu(node, () -> publish(node, rounds));
      try (Crowd crowd = Crowd.of(viewers, Crowd.Protocol.HTTP_1, node.holder().port())) {
        watch(node, crowd, rounds);
        double watched = cpu(node, () -> watch(node, crowd, rounds));
        System.out.printf(
            "a channel that nobody watches: %.2f%% of a core%n"
                + "a viewer who asks for each part's playlist, of %d: %.4f%% of a core%n",
            idle * 100, viewers, (watched - idle) * 100 / viewers);
      }
    }
  }

  /** Something that takes a while. */
  @FunctionalInterface
  private interface Span {
    void run() throws IOException, InterruptedException;
  }

  /** Cores that a server uses meanwhile. */
  private static double cpu(Stage stage, Span span) throws IOException, InterruptedException {
    double before = stage.holder().cpuSeconds();
    long start = System.nanoTime();
    span.run();
    double tookSeconds = (System.nanoTime() - start) / (double) TimeUnit.SECONDS.toNanos(1);
    return (stage.holder().cpuSeconds() - before) / tookSeconds;
  }

  private static void publish(Stage stage, int rounds) throws IOException, InterruptedException {
    for (int i = 0; i < rounds; i++) {
      stage.publish();
    }
  }

  private static void watch(Stage stage, Crowd crowd, int rounds)
      throws IOException, InterruptedException {
    for (int i = 0; i < rounds; i++) {
      stage.round(crowd);
    }
  }
}
