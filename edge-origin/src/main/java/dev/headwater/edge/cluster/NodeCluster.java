package dev.headwater.edge.cluster;

import dev.headwater.edge.cluster.Bus.Cause;
import dev.headwater.edge.cluster.ClusterView.State;
import dev.headwater.edge.telemetry.ClusterMeters;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps this node in the cluster: joins, tries again, and begins a new stay where one has gone bad.
 * Decides on one thread of its own, so that neither event loops nor Hazelcast wait for it.
 * Thread-safe.
 *
 * <pre>
 *              opened                merged, shut down, deaf
 *   joining ──────────► joined ──────────────────────────────► away ──► joining
 *      │ failed                                                  ▲
 *      └─────────────────────────────────────────────────────────┘ waits: 1 s, 2 s ... 60 s
 * </pre>
 */
final class NodeCluster implements Cluster {
  private static final Logger LOGGER = LoggerFactory.getLogger(NodeCluster.class);

  private final Supplier<Member> self;
  private final ClusterMeters meters;
  private final Bus.Opening opening;
  private final Pace pace;
  private final ScheduledThreadPoolExecutor thread = thread();
  private final Exchange exchange;
  private final long startNanos = System.nanoTime();
  private final ViewerTable viewers = new ViewerTable(this::seconds);

  /** Counts by who has told them, with the time of that. */
  private final Map<String, Told> told = new HashMap<>();

  private @Nullable Bus bus;
  private @Nullable Future<Bus> opened;
  private Future<Void> lastEnd = Future.succeededFuture();
  private NodeCounts own = NodeCounts.NONE;
  private State state = State.JOINING;

  /** Of the stay that counts: what is left of earlier ones bears a lower number. */
  private int stay;

  private int failures;
  private long joinedNanos;
  private boolean wanted;
  private volatile ClusterView view;

  private record Told(NodeCounts counts, long nanos) {}

  NodeCluster(Supplier<Member> self, ClusterMeters meters, Bus.Opening opening, Pace pace) {
    this.self = self;
    this.meters = meters;
    this.opening = opening;
    this.pace = pace;
    this.exchange = new Exchange(self.get().node() + " " + UUID.randomUUID(), meters, thread);
    this.view = alone();
    exchange.subscribeToAll(NodeCounts.TOPIC, this::heard);
    meters.show(
        () -> view.state() == State.JOINED ? view.members().size() : 0,
        () -> view.nodes().getFirst().counts().total(),
        () -> view.viewers(),
        viewers::uncounted);
  }

  private static ScheduledThreadPoolExecutor thread() {
    ScheduledThreadPoolExecutor thread =
        new ScheduledThreadPoolExecutor(
            1, task -> Thread.ofPlatform().daemon().name("cluster").unstarted(task));
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    return thread;
  }

  private long seconds() {
    return ViewerTable.WINDOW.toSeconds()
        + 1
        + TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - startNanos);
  }

  @Override
  public Notices notices() {
    return exchange;
  }

  @Override
  public ViewerTable viewers() {
    return viewers;
  }

  @Override
  public ClusterView view() {
    return view;
  }

  @Override
  public void start() {
    join();
    run(this::tick);
  }

  @Override
  public void join() {
    run(() -> {
      if (!wanted) {
        wanted = true;
        state = State.JOINING;
        tryAfter(Duration.ZERO);
      }
    });
  }

  @Override
  public void leave() {
    run(() -> leaveFor(State.LEFT));
  }

  private void leaveFor(State next) {
    wanted = false;
    end(next);
  }

  @Override
  public Future<Void> close() {
    Promise<Void> closed = Promise.promise();
    run(() -> {
      leaveFor(State.LEFT);
      thread.shutdown();
      lastEnd.onComplete(_ -> closed.complete());
    });
    return closed.future();
  }

  /** Once the last stay is over, since its ports have to be free. */
  private void tryAfter(Duration wait) {
    int next = stay;
    lastEnd.onComplete(_ ->
        run(() -> {
          if (next == stay && wanted) {
            after(wait, () -> tryNow(next));
          }
        }));
  }

  private void tryNow(int next) {
    if (next != stay || !wanted) {
      return;
    }
    int now = ++stay;
    state = State.JOINING;
    show();
    Future<Bus> opens = open(new Stay(now));
    opened = opens;
    opens.onComplete(done -> run(() -> opened(now, done)));
    after(
        pace.patience(),
        () -> failed(now, new TimeoutException("not joined after " + pace.patience())));
  }

  private Future<Bus> open(Stay next) {
    try {
      return opening.open(next);
    } catch (RuntimeException | LinkageError e) {
      return Future.failedFuture(e);
    }
  }

  private void opened(int now, AsyncResult<Bus> done) {
    if (done.failed()) {
      failed(now, done.cause());
    } else if (now == stay) {
      bus = done.result();
      joinedNanos = System.nanoTime();
      state = State.JOINED;
      exchange.use(bus);
      meters.joined();
      LOGGER.info("joined the cluster: {}", done.result().members());
      tell();
    }
  }

  private void failed(int now, Throwable cause) {
    if (now != stay || bus != null) {
      return;
    }
    meters.failed();
    LOGGER.warn("the cluster can't be joined, trying again: {}", cause.toString());
    end(State.AWAY);
    tryAfter(pace.retry(++failures, ThreadLocalRandom.current().nextDouble()));
  }

  private void ended(int now, Cause cause) {
    if (now != stay || bus == null) {
      return;
    }
    meters.rebuilt(cause.word());
    LOGGER.warn("joining the cluster anew ({})", cause.word());
    if (System.nanoTime() - joinedNanos > pace.longestRetry().toNanos()) {
      failures = 0;
    }
    end(State.AWAY);
    tryAfter(pace.retry(++failures, ThreadLocalRandom.current().nextDouble()));
  }

  private void end(State next) {
    stay++;
    state = next;
    exchange.use(null);
    told.clear();
    if (opened != null) {
      Future<Void> over = opened.compose(Bus::close).otherwiseEmpty();
      lastEnd =
          Future.join(lastEnd, over)
              .<Void>mapEmpty()
              .timeout(pace.patience().toMillis(), TimeUnit.MILLISECONDS)
              .otherwiseEmpty();
    }
    opened = null;
    bus = null;
    show();
  }

  private void tick() {
    tell();
    after(pace.tick(), this::tick);
  }

  /** Counts, tells, and looks whether anybody is heard. */
  private void tell() {
    try {
      own = NodeCounts.of(viewers.count());
      exchange.publish(NodeCounts.TOPIC, own);
      show();
      if (isDeaf()) {
        ended(stay, Cause.DEAF);
      }
    } catch (RuntimeException e) {
      LOGGER.error("the cluster could not be looked at", e); // and yet the next tick comes
    }
  }

  private boolean isDeaf() {
    long now = System.nanoTime();
    return bus != null
        && now - joinedNanos > pace.deafness().toNanos()
        && view.nodes().size() > 1
        && told.values().stream().allMatch(one -> now - one.nanos > pace.deafness().toNanos());
  }

  private void heard(String from, NodeCounts counts) {
    String node = from.split(" ", 2)[0];
    if (!node.equals(self.get().node())) {
      told.put(node, new Told(counts, System.nanoTime()));
    }
  }

  private void show() {
    List<ClusterView.Node> nodes = new ArrayList<>();
    nodes.add(new ClusterView.Node(self.get(), true, own));
    if (bus != null) {
      List<Member> members = bus.members();
      told.keySet().retainAll(members.stream().map(Member::node).toList());
      members.stream()
          .filter(member -> !member.node().equals(self.get().node()))
          .sorted(Comparator.comparing(Member::node))
          .forEach(member -> nodes.add(seen(member)));
    }
    view = new ClusterView(state, self.get(), nodes);
  }

  private ClusterView.Node seen(Member member) {
    Told last = told.get(member.node());
    boolean heard = last != null && System.nanoTime() - last.nanos < pace.silence().toNanos();
    return new ClusterView.Node(
        member, heard, last != null && heard ? last.counts : NodeCounts.NONE);
  }

  private ClusterView alone() {
    return new ClusterView(
        state, self.get(), List.of(new ClusterView.Node(self.get(), true, NodeCounts.NONE)));
  }

  private void after(Duration wait, Runnable step) {
    if (!thread.isShutdown()) {
      ScheduledFuture<?> _ = thread.schedule(step, wait.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** On the thread that decides; nothing after the end. */
  private void run(Runnable step) {
    try {
      thread.execute(step);
    } catch (RejectedExecutionException closed) {
      LOGGER.debug("after the end");
    }
  }

  /** What one stay tells of itself. */
  private final class Stay implements Bus.Listener {
    private final int number;

    Stay(int number) {
      this.number = number;
    }

    @Override
    public void received(JsonObject message) {
      exchange.received(message);
    }

    @Override
    public void ended(Cause cause) {
      run(() -> NodeCluster.this.ended(number, cause));
    }
  }
}
