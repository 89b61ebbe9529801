package dev.headwater.endurance.run;

import dev.headwater.endurance.node.NodePort;
import dev.headwater.endurance.node.NodeProcess;
import dev.headwater.endurance.verdict.Claim;
import dev.headwater.endurance.verdict.Verdict;
import dev.headwater.engines.PostgresAddress;
import dev.headwater.engines.PostgresEngine;
import dev.headwater.engines.RedisEngine;
import dev.headwater.engines.RedisProfile;
import dev.headwater.platform.identity.Identity;
import dev.headwater.platform.identity.NodeRole;
import dev.headwater.platform.identity.NodeTokens;
import dev.headwater.platform.settings.Secret;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Purges on a control plane and three nodes, each a process: one after the other, from the call
 * until the last node has applied it, by its own word; then so many items a second, in calls of a
 * thousand.
 *
 * @param purges one after the other
 * @param length of the purges in batches
 * @param itemsPerSecond of the purges in batches
 */
public record Purges(int purges, Duration length, int itemsPerSecond) {
  private static final int NODES = 3;
  private static final int BATCH = 1000;
  private static final int REDIS_MEBIBYTES = 64;

  /** What is aimed at for a region. */
  private static final double LIMIT_MILLIS = 150;

  private static final String SECRET = "5e".repeat(32);
  private static final String PASSWORD = "a password of an administrator";
  private static final String EMAIL = "admin@headwater.local";

  public Verdict run(Path folder, PrintStream out) {
    List<NodeProcess> servers = new ArrayList<>();
    try (PostgresEngine postgres = PostgresEngine.start(folder.resolve("postgres"));
        RedisEngine redis =
            RedisEngine.start(RedisProfile.state(REDIS_MEBIBYTES), folder.resolve("redis"))) {
      Files.createDirectories(folder.resolve("store"));
      NodePort control = NodePort.choose();
      servers.add(
          NodeProcess.start(
              folder,
              "control",
              NodeProcess.Start.controlPlane(control, control(postgres.address(), redis, folder))));
      for (int i = 1; i <= NODES; i++) {
        servers.add(node(folder, "node-" + i, control));
      }
      ControlClient client = new ControlClient(control.number(), EMAIL, PASSWORD);
      List<Claim> claims = new ArrayList<>(oneByOne(client, out));
      claims.addAll(inBatches(client, servers.subList(1, servers.size()), out));
      return new Verdict("Purges on %d nodes".formatted(NODES), claims);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      servers.reversed().forEach(NodeProcess::close);
    }
  }

  private static List<String> control(PostgresAddress database, RedisEngine redis, Path folder) {
    return List.of(
        "admin: { password: \"" + PASSWORD + "\" }",
        "internal: { identity: { root: \"" + SECRET + "\" } }",
        "database:",
        "  host: \"" + database.host() + "\"",
        "  port: " + database.port(),
        "  name: \"" + database.database() + "\"",
        "  user: \"" + database.user() + "\"",
        "  password: \"" + database.password() + "\"",
        "redis: { state: \"" + redis.url() + "\" }",
        "store: { directory: \"" + folder.resolve("store") + "\" }",
        "sealing-keys: [{ id: s1, secret: \"" + SECRET + "\" }]",
        "playback: { token-secret: \"" + SECRET + "\" }");
  }

  private static NodeProcess node(Path folder, String name, NodePort control) {
    List<String> settings =
        List.of(
            "memory: { max-size: 64MiB }",
            "source: { directory: \"" + folder.resolve("store") + "\" }",
            "sealing-keys: [{ id: s1, secret: \"" + SECRET + "\" }]",
            "feed:",
            "  urls: [\"http://127.0.0.1:" + control.peers() + "\"]",
            "  credential: { token: \"" + token(name) + "\" }",
            "  directory: \"" + folder.resolve(name) + "\"",
            "  directory-secret: \"" + SECRET + "\"");
    return NodeProcess.start(
        folder, name, NodeProcess.Start.node("origin", NodePort.choose(), settings, List.of()));
  }

  private static String token(String node) {
    return new NodeTokens(new Secret(SECRET), Optional.empty())
        .issue(new Identity(NodeRole.EDGE, node));
  }

  private List<Claim> oneByOne(ControlClient client, PrintStream out) {
    double[] millis = new double[purges];
    for (int n = 0; n < purges; n++) {
      Instant begun = Instant.now();
      String id = client.purge(List.of("title-" + n)).getString("id");
      millis[n] = Duration.between(begun, lastApplied(client, id)).toNanos() / 1e6;
    }
    Arrays.sort(millis);
    out.printf(
        "%d purges, one after the other: median %.1f ms, 99th percentile %.1f ms, longest %.1f ms%n",
        purges, at(millis, 0.5), at(millis, 0.99), millis[purges - 1]);
    return List.of(
        Claim.atMost(
            "from the call until all nodes had applied it, 99th percentile, ms",
            LIMIT_MILLIS,
            at(millis, 0.99)));
  }

  private static double at(double[] sorted, double share) {
    return sorted[(int) Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
  }

  private static Instant lastApplied(ControlClient client, String id) {
    while (true) {
      JsonObject purge = client.get("purges/" + id);
      if (purge.getString("state").equals("applied")) {
        return purge.getJsonArray("nodes").stream()
            .map(node -> Instant.parse(((JsonObject) node).getString("appliedAt")))
            .max(Instant::compareTo)
            .orElseThrow();
      }
      Blocking.pause(Duration.ofMillis(2));
    }
  }

  private List<Claim> inBatches(ControlClient client, List<NodeProcess> nodes, PrintStream out) {
    long calls = length.toSeconds() * itemsPerSecond / BATCH;
    long begun = System.nanoTime();
    String last = "";
    for (long call = 0; call < calls; call++) {
      long first = call * BATCH;
      last =
          client
              .purge(IntStream.range(0, BATCH).mapToObj(i -> "item-" + (first + i)).toList())
              .getString("id");
      long due = begun + (long) ((call + 1) * 1e9 * BATCH / itemsPerSecond);
      Blocking.pause(Duration.ofNanos(Math.max(0, due - System.nanoTime())));
    }
    double seconds = (System.nanoTime() - begun) / 1e9;
    Instant ended = Instant.now();
    double behind = Duration.between(ended, lastApplied(client, last)).toMillis();
    double rate = calls * BATCH / seconds;
    out.printf(
        "%,d items in %.1f s: %,.0f a second; the last was applied %.0f ms after%n",
        calls * BATCH, seconds, rate, Math.max(0, behind));
    long errors = nodes.stream().mapToLong(NodeProcess::loggedErrors).sum();
    return List.of(
        Claim.atLeast("purged items a second", (long) (0.98 * itemsPerSecond), (long) rate),
        Claim.atMost("the last of them was applied, ms after the end", 1000, behind),
        Claim.none("errors in the logs of the nodes", errors));
  }
}
