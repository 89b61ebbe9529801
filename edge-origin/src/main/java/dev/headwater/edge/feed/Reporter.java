package dev.headwater.edge.feed;

import dev.headwater.edge.token.ActiveStreams;
import dev.headwater.platform.feed.ChannelReport;
import dev.headwater.platform.feed.NodeReport;
import dev.headwater.platform.feed.NodeReport.Applied;
import dev.headwater.platform.feed.NodeReport.State;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the control plane how the node is, every few seconds, and how far it has got, at once: one
 * report at a time, what happens meanwhile goes into the next. What could not be told is told
 * later. Confined to the event loop of the feed.
 */
final class Reporter {
  private static final Logger LOGGER = LoggerFactory.getLogger(Reporter.class);

  /** A few of them within the lease that a node has there. */
  private static final long PERIOD_MILLIS = 2_000;

  /** In ten seconds. */
  private static final int NOTABLE_FAILURES = 5;

  /** Places in the feed that wait to be told of; of more, the latest say the same. */
  private static final int MOST = 500;

  private final Vertx vertx;
  private final Function<NodeReport, Future<Void>> control;
  private final Identity identity;
  private final ActiveStreams streams;
  private final Supplier<List<ChannelReport>> channels;
  private final List<Applied> untold = new ArrayList<>();
  private Applied latest = new Applied(0, Instant.EPOCH);
  private String history = "";
  private State state = State.STARTING;
  private Future<Void> last = Future.succeededFuture();
  private boolean telling;
  private int failures;
  private long timer = -1;

  /** Who reports. */
  record Identity(
      String node,
      String role,
      String region,
      String version,
      Supplier<String> policy,
      Instant startedAt) {}

  Reporter(
      Vertx vertx,
      Identity identity,
      ActiveStreams streams,
      Supplier<List<ChannelReport>> channels,
      Function<NodeReport, Future<Void>> control) {
    this.vertx = vertx;
    this.streams = streams;
    this.channels = channels;
    this.identity = identity;
    this.control = control;
  }

  /** From now on, until it is closed. */
  void start() {
    timer = vertx.setPeriodic(0, PERIOD_MILLIS, _ -> tell());
  }

  void serves() {
    state = State.SERVING;
    tell();
  }

  /** Everything up to there is in force. */
  void applied(Cursor at) {
    if (!at.history().equals(history)) {
      untold.clear();
      history = at.history();
    }
    latest = new Applied(at.sequence(), Instant.now());
    untold.add(latest);
    if (untold.size() > MOST) {
      untold.removeFirst();
    }
    tell();
  }

  private void tell() {
    if (!telling && state != State.LEAVING) {
      telling = true;
      List<Applied> told = List.copyOf(untold);
      last = control.apply(report(told));
      last.onComplete(done -> {
        telling = false;
        if (done.succeeded()) {
          failures = 0;
          untold.removeAll(told);
        } else if (++failures == NOTABLE_FAILURES) {
          LOGGER.warn("no control plane takes reports: {}", done.cause().toString());
        }
        if (done.succeeded() && !untold.isEmpty()) {
          tell();
        }
      });
    }
  }

  private NodeReport report(List<Applied> told) {
    return new NodeReport(
        identity.node,
        identity.role,
        identity.region,
        identity.version,
        identity.policy.get(),
        identity.startedAt,
        history,
        told.isEmpty() && latest.sequence() > 0 ? List.of(latest) : told,
        state,
        streams.drain(),
        channels.get().stream().limit(NodeReport.MAX_CHANNELS).toList());
  }

  /** Nobody need wait for this node any more; completes, always well, once that is told. */
  Future<Void> leave() {
    vertx.cancelTimer(timer);
    state = State.LEAVING;
    return last.transform(_ -> control.apply(report(List.of()))).otherwiseEmpty();
  }
}
