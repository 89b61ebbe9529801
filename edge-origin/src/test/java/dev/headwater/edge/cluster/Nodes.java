package dev.headwater.edge.cluster;

import dev.headwater.edge.telemetry.ClusterMeters;
import dev.headwater.platform.settings.Settings;
import dev.headwater.platform.settings.SettingsSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Nodes of a cluster on addresses of the loopback interface, each with a link in front of its ports
 * that others reach it by, so that some can be cut off from others. For one thread.
 */
final class Nodes implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** Quicker than in earnest. */
  private static final Pace PACE =
      new Pace(
          Duration.ofMillis(200),
          Duration.ofSeconds(2),
          Duration.ofSeconds(30),
          Duration.ofMillis(200),
          Duration.ofSeconds(2),
          Duration.ofSeconds(40));

  private static final int FIRST_ADDRESS = 11;

  final List<NodeCluster> clusters = new ArrayList<>();
  final List<SimpleMeterRegistry> meters = new ArrayList<>();
  private final List<Link> links = new ArrayList<>();
  private final Set<Integer> cut = new HashSet<>();

  /** The same on each address. */
  final int port = ThreadLocalRandom.current().nextInt(10_500, 19_000);

  private final int linked = port + 1000;

  Nodes(int count) {
    for (int i = 0; i < count; i++) {
      int node = i;
      links.add(link(node, 0));
      links.add(link(node, 1));
      meters.add(new SimpleMeterRegistry());
      clusters.add(
          new NodeCluster(
              () -> member(node),
              new ClusterMeters(meters.get(node)),
              listener -> HazelcastBus.open(settings(node, count), member(node), listener),
              PACE));
    }
  }

  static String address(int node) {
    return "127.0.0." + (FIRST_ADDRESS + node);
  }

  static Member member(int node) {
    return new Member("node-" + node, "origin", "test", address(node) + ":8081");
  }

  private Link link(int node, int offset) {
    return new Link(
        new InetSocketAddress(address(node), linked + offset),
        new InetSocketAddress(address(node), port + offset),
        other -> passes(node, other));
  }

  /** Hazelcast connects from the address that it listens on; messages come from any. */
  private boolean passes(int node, InetAddress other) {
    synchronized (cut) {
      int from = other.getAddress()[3] - FIRST_ADDRESS;
      return from == node || (!cut.contains(node) && !cut.contains(from));
    }
  }

  /** No word reaches it, and none of its membership reaches others. */
  void cutOff(int node) {
    synchronized (cut) {
      cut.add(node);
    }
  }

  void mend() {
    synchronized (cut) {
      cut.clear();
    }
  }

  ClusterSettings settings(int node, int count) {
    List<String> members = new ArrayList<>();
    for (int other = 0; other < count; other++) {
      members.add(address(other) + ":" + linked);
    }
    return settings(
        Map.of(
            "members",
            String.join(",", members),
            "host",
            address(node),
            "port",
            Integer.toString(port),
            "address",
            address(node) + ":" + linked));
  }

  static ClusterSettings settings(Map<String, String> values) {
    return Settings.bind(
        ClusterSettings.class, List.of(SettingsSource.of("test", new HashMap<>(values))));
  }

  void start() {
    clusters.forEach(NodeCluster::start);
  }

  /** How many members a node sees, itself included. */
  int seen(int node) {
    ClusterView view = clusters.get(node).view();
    return view.state() == ClusterView.State.JOINED ? view.members().size() : 0;
  }

  /** Of those that are members, how many say how many viewers they have. */
  long heard(int node) {
    return clusters.get(node).view().nodes().stream().filter(ClusterView.Node::heard).count();
  }

  void awaitAllTogether() {
    for (int node = 0; node < clusters.size(); node++) {
      int asked = node;
      until(
          "node " + node + " sees and hears all",
          () -> seen(asked) == clusters.size() && heard(asked) == clusters.size());
    }
  }

  double counted(int node, String name, String tag, String value) {
    return meters.get(node).find(name).tag(tag, value).counters().stream()
        .mapToDouble(counter -> counter.count())
        .sum();
  }

  static void until(String what, BooleanSupplier so) {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!so.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("still waiting: " + what);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  @Override
  public void close() {
    mend();
    List<Future<Void>> ends = clusters.stream().map(NodeCluster::close).toList();
    until("all have left", () -> ends.stream().allMatch(Future::isComplete));
    links.forEach(Link::close);
  }
}
