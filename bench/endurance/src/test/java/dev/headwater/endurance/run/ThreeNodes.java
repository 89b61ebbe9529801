package dev.headwater.endurance.run;

import dev.headwater.endurance.content.Resource;
import dev.headwater.endurance.content.Terms;
import dev.headwater.endurance.load.Answer;
import dev.headwater.endurance.load.Crowd;
import dev.headwater.endurance.node.NodePort;
import dev.headwater.endurance.node.NodeProcess;
import dev.headwater.endurance.source.FaultySource;
import dev.headwater.endurance.verdict.Claim;
import dev.headwater.endurance.verdict.Verdict;
import dev.headwater.engines.RedisEngine;
import dev.headwater.engines.RedisProfile;
import dev.headwater.platform.runtime.EventLoops;
import dev.headwater.platform.settings.DataSize;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Three nodes with a process each, and many clients who ask all of them for the same at once. With
 * leases between the nodes, the source is asked once; without, once by each node.
 *
 * @param requests spread over the nodes
 * @param sizes of the object, tried in turn
 */
public record ThreeNodes(int requests, List<Integer> sizes) {
  private static final int NODES = 3;

  /** Of answers that are not as they should be, so many are shown. */
  private static final int EXAMPLES = 5;

  private static final int REDIS_MEBIBYTES = 64;
  private static final DataSize MEMORY = DataSize.ofMebibytes(256);

  /** Bounds the transfer of 20 MB to 10,000 clients on a small machine. */
  private static final Duration LIMIT = Duration.ofMinutes(20);

  public ThreeNodes {
    sizes = List.copyOf(sizes);
  }

  public Verdict run(Path folder, PrintStream out) {
    Vertx vertx = EventLoops.start(new VertxOptions());
    Vertx other =
        EventLoops.start(new VertxOptions()); // the crowd must not keep the source waiting
    List<NodeProcess> nodes = new ArrayList<>();
    try (RedisEngine redis =
        RedisEngine.start(RedisProfile.state(REDIS_MEBIBYTES), folder.resolve("redis"))) {
      FaultySource source = Blocking.await(FaultySource.start(other, 1));
      boolean leases = haveLeases(folder, source, redis);
      out.println(
          leases
              ? "The nodes have leases: one read of the source is expected."
              : "The nodes know no leases: one read of the source by each node is expected.");
      for (int i = 1; i <= NODES; i++) {
        nodes.add(
            start(
                folder,
                "node-" + i,
                port ->
                    leases
                        ? Nodes.sharing(source, MEMORY, redis, port)
                        : Nodes.patient(source, MEMORY)));
      }
      List<Claim> claims = new ArrayList<>();
      for (int size : sizes) {
        claims.addAll(round(new Place(vertx, nodes, source, out), size, leases ? 1 : NODES));
      }
      return new Verdict("%,d requests on %d nodes".formatted(requests, NODES), claims);
    } finally {
      nodes.forEach(NodeProcess::close);
      Blocking.await(vertx.close());
      Blocking.await(other.close());
    }
  }

  /** Whether the nodes know of leases. */
  private static boolean haveLeases(Path folder, FaultySource source, RedisEngine redis) {
    NodePort port = NodePort.choose();
    return NodeProcess.Start.node(
            "edge", port, Nodes.sharing(source, MEMORY, redis, port), List.of())
        .isUnderstood(folder);
  }

  private static NodeProcess start(
      Path folder, String name, Function<NodePort, List<String>> settings) {
    NodePort port = NodePort.choose();
    return NodeProcess.start(
        folder, name, NodeProcess.Start.node("edge", port, settings.apply(port), List.of()));
  }

  /** Where a round takes place. */
  private record Place(
      Vertx vertx, List<NodeProcess> nodes, FaultySource source, PrintStream out) {
    /** Of all nodes, since they were started. */
    private long sum(String metric, String label) {
      return Math.round(
          nodes.stream().mapToDouble(node -> node.metrics().sum(metric, label)).sum());
    }
  }

  private List<Claim> round(Place place, int size, long expected) {
    Resource resource = new Resource(Terms.FRESH, size, requests);
    long before = place.source.requests();
    List<Integer> ports = place.nodes.stream().map(node -> node.port().number()).toList();
    Crowd crowd = Blocking.await(Crowd.gather(place.vertx, ports, requests), LIMIT);
    List<Answer> answers = Blocking.await(crowd.ask(resource), LIMIT);
    crowd.leave();
    long whole = answers.stream().filter(Answer::isWhole).count();
    answers.stream()
        .filter(answer -> !answer.isWhole())
        .limit(EXAMPLES)
        .forEach(place.out::println);
    place.out.printf(
        "%,d bytes: leases taken over %d, not to be had in time %d; holders silent %d, gone %d%n",
        size,
        place.sum("headwater_leases_total", "taken-over"),
        place.sum("headwater_leases_total", "unavailable"),
        place.sum("headwater_peer_requests_total", "silent"),
        place.sum("headwater_peer_requests_total", "cut"));
    long slowest = answers.stream().mapToLong(Answer::totalMillis).max().orElse(0);
    String of = "%,d bytes: ".formatted(size);
    return List.of(
        Claim.exactly(of + "reads of the source", expected, place.source.requests() - before),
        Claim.exactly(of + "whole, right answers (last after " + slowest + " ms)", requests, whole),
        Claim.none(
            of + "leases left",
            place.nodes.stream().mapToLong(node -> node.metrics().leases()).sum()));
  }
}
