package dev.headwater.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A control plane, a worker and two data plane nodes, each a process, on engines of their own, with
 * viewers of a public and of a private title at both nodes. Parts of it are killed and started
 * again in turn. For one thread.
 */
final class IsolationDrill implements AutoCloseable {
  /** Long enough that a player has several segments to ask for. */
  private static final int CLIP_SECONDS = 9;

  private static final int SHOWN_ERRORS = 5;

  /** How long hits are measured before a part is stopped. */
  private static final Duration BEFORE = Duration.ofSeconds(3);

  /** A hit is as fast as before: within this factor, on a machine that does other things too. */
  private static final double FACTOR = 3;

  /** What is faster than this is fast, whatever it was before: the planned load has 50 ms. */
  private static final Duration FAST = Duration.ofMillis(50);

  private static final Duration FAST_MEDIAN = Duration.ofMillis(10);

  /** A breaker that opened shortly before the end of an outage tries again after this time. */
  private static final Duration SHIPPED_BREAKER_RESET = Duration.ofSeconds(30);

  private static final Duration SHORT_BREAKER_RESET = Duration.ofSeconds(2);

  private final Duration away;
  private final Evidence evidence;
  private final OwnEngines engines;
  private final ServiceProcesses services;
  private final ServiceProcess control;
  private final ServiceProcess worker;
  private final List<ServiceProcess> edges;
  private final Map<String, String> edgeSettings;
  private int fresh;
  private final ControlPlane api;
  private final Publishing publishing;
  private int titleCount;
  private boolean broken = true;

  private IsolationDrill(Path folder, Duration away, Evidence evidence) {
    this.away = away;
    this.evidence = evidence;
    this.engines = new OwnEngines(folder);
    this.services = new ServiceProcesses(engines::forServices);
    boolean hurried = away.compareTo(SHIPPED_BREAKER_RESET) < 0;
    Duration reset = hurried ? SHORT_BREAKER_RESET : SHIPPED_BREAKER_RESET;
    this.edgeSettings = Map.of("redis.breaker-reset", reset.toSeconds() + "s");
    this.control = services.control("control-1");
    this.worker = services.worker("worker-1");
    this.edges = Stream.of("edge-1", "edge-2").map(this::edge).toList();
    this.api = new ControlPlane(control.url());
    this.publishing = new Publishing(api, services.engines().bucket());
  }

  private ServiceProcess edge(String name) {
    return services.edge(name, edgeSettings);
  }

  static IsolationDrill begin(Path folder, Duration away, Evidence evidence) {
    IsolationDrill drill = new IsolationDrill(folder, away, evidence);
    ServiceProcesses.start(
        Stream.concat(Stream.of(drill.control, drill.worker), drill.edges.stream())
            .toArray(ServiceProcess[]::new));
    return drill;
  }

  void run() throws Exception {
    Await.that("a log-in", Convergence.LIMIT, api::accepts);
    String open = publishing.publish("Open to all", "public", CLIP_SECONDS);
    String closed = publishing.publish("For those with a token", "private", CLIP_SECONDS);
    List<PlayedTitle> titles = List.of(publishing.played(open), publishing.played(closed));
    titleCount = titles.size();
    Convergence convergence = new Convergence(api, publishing, edges, engines, open);
    assertThat(titles.getLast().hls()).as("its token stands in the path").startsWith("/t/");
    try (Viewers viewers = Viewers.of(edges.stream().map(ServiceProcess::url).toList(), titles)) {
      Playing warming = viewers.begin();
      int twice = 3 * edges.size() * titles.size(); // each, whoever was faster
      Await.that("everything played", Convergence.LIMIT, () -> viewers.plays() >= twice);
      noErrors("at first: playback errors", warming);
      for (IsolatedPart part : parts()) {
        isolate(part, viewers, titles, convergence);
      }
    }
    List<ServiceProcess> untouched = Stream.concat(Stream.of(worker), edges.stream()).toList();
    evidence.exactly(
        "nodes and worker that run on, never restarted",
        (long) untouched.size(),
        untouched.stream().filter(ServiceProcess::isRunning).count());
    broken = !evidence.holds();
  }

  private List<IsolatedPart> parts() {
    return List.of(
        new IsolatedPart(
            "control plane", control::kill, () -> ServiceProcesses.start(control), _ -> {}),
        new IsolatedPart(
            "PostgreSQL",
            engines::killPostgres,
            engines::restartPostgres,
            table -> table.exactly("without PostgreSQL: status of a log-in", 503, api.logIn())),
        new IsolatedPart(
            "Redis",
            engines::killRedis,
            engines::restartRedis,
            table -> table.exactly("without Redis: status of a log-in", 200, api.logIn())),
        new IsolatedPart(
            "Hazelcast",
            () -> tellClusters("leave", "left"),
            () -> tellClusters("join", "joined"),
            table ->
                edges.forEach(edge -> {
                  JsonObject view = edge.cluster();
                  String who = "without Hazelcast: " + edge.name();
                  table.exactly(who + " sees itself alone", 1, view.getJsonArray("members").size());
                  table.atLeast(
                      who + " counts its own viewers", titleCount, view.getInteger("viewers"));
                })));
  }

  /** One after the other: the cluster ends with the last. */
  private void tellClusters(String word, String state) {
    edges.forEach(edge -> edge.tellCluster(word));
    edges.forEach(edge ->
        Await.that(
            edge.name() + " has " + state,
            Convergence.LIMIT,
            () -> edge.cluster().getString("state").equals(state)));
  }

  private void isolate(
      IsolatedPart part, Viewers viewers, List<PlayedTitle> titles, Convergence convergence)
      throws Exception {
    Playing before = viewers.begin();
    pass(BEFORE);
    part.stop().run();
    Playing without = viewers.begin();
    pass(away);
    Playing later = viewers.begin();
    judge(part, before, without);
    part.whileAway().accept(evidence);
    aNewNodePlays(part, titles);
    long begun = System.nanoTime();
    part.start().run();
    String when = part.name() + " back: ";
    convergence.show(when, evidence);
    evidence.atMost(
        when + "all of these, s after its start",
        Convergence.LIMIT.toMillis() / 1000.0,
        (System.nanoTime() - begun) / 1e9);
    noErrors(when + "playback errors until now", later);
  }

  private static void pass(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  private void judge(IsolatedPart part, Playing before, Playing without) {
    String when = "without " + part.name() + ": ";
    noErrors("before " + part.name() + " is stopped: playback errors", before);
    noErrors(when + "playback errors", without);
    evidence.none(when + "answers that were no hits", without.misses());
    faster(when + "median of hits, ms", 0.5, FAST_MEDIAN, before, without);
    faster(when + "99th percentile of hits, ms", 0.99, FAST, before, without);
  }

  private void noErrors(String fact, Playing playing) {
    playing.errors().stream().limit(SHOWN_ERRORS).forEach(System.out::println);
    evidence.none(fact + ", in %d answers".formatted(playing.answers()), playing.errors().size());
  }

  private void faster(String fact, double share, Duration fast, Playing before, Playing without) {
    double then = before.hitTime(share).toNanos() / 1e6;
    double limit = Math.max(fast.toNanos() / 1e6, FACTOR * then);
    evidence.atMost(
        fact + " (%.1f before)".formatted(then), limit, without.hitTime(share).toNanos() / 1e6);
  }

  /** One that has never heard of a control plane, and has nothing in memory. */
  private void aNewNodePlays(IsolatedPart part, List<PlayedTitle> titles) {
    ServiceProcess node = edge("new-" + ++fresh);
    ServiceProcesses.start(node);
    Playing playing = new Playing();
    for (PlayedTitle title : titles) {
      Viewing.of(node.url(), title).playOut(playing);
    }
    node.stop();
    noErrors("without %s: errors of a node started then".formatted(part.name()), playing);
  }

  @Override
  public void close() {
    services.end(broken);
    engines.end();
  }
}
