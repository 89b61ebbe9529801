package dev.headwater.edge.feed;

import dev.headwater.platform.feed.FeedPage;
import dev.headwater.platform.identity.Identity;
import dev.headwater.platform.identity.NodeCredential;
import dev.headwater.platform.identity.Right;
import dev.headwater.platform.runtime.MonotonicClock;
import dev.headwater.platform.runtime.WorkerThreads;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the feed in order, puts each page in force on all event loops and on the disk, and then
 * acknowledges it. It is deployed once it knows what there is to know: all of the feed; what is on
 * the disk, where no control plane can be reached; else nothing, and then nothing is taken from
 * tiers that others fill. Confined to its event loop.
 *
 * <pre>
 *   start ──► from disk ──► catching up ──► following ◄──► silent
 *                               ▲   restart     │
 *                               └───────────────┘
 * </pre>
 */
public final class FeedFollower extends VerticleBase {
  private static final Logger LOGGER = LoggerFactory.getLogger(FeedFollower.class);

  private static final long WAIT_SECONDS = 20;

  /** Without a word for so long, what the node knows may be old. */
  private static final long SILENCE_MILLIS = Duration.ofSeconds(30).toMillis();

  /** How long a start waits for a control plane that doesn't answer. */
  private static final long PATIENCE_MILLIS = 3_000;

  private static final long RETRY_MILLIS = 250;

  /** In ten seconds; a control plane that is started again is away for less. */
  private static final int NOTABLE_FAILURES = 40;

  /**
   * By then others may have stored what was purged without this node: see {@code Node} of the
   * control plane.
   */
  private static final Duration FORGOTTEN = Duration.ofMinutes(10);

  private static final int MAX_GAPS = 2;

  private final Place place;
  private final NodeState state;
  private final Supplier<Future<Void>> allLoopsTurned;
  private final MonotonicClock clock = MonotonicClock.system();
  private @Nullable ControlPlanes control;
  private @Nullable Reporter reporter;
  private @Nullable Keeping keeping;
  private final Promise<Void> ready = Promise.promise();
  private Cursor cursor = Cursor.START;
  private boolean otherHistory;

  /** Whether all that was told is of one start, whose first page is yet to come. */
  private boolean beginning = true;

  /** Whether a control plane has said, since the start, that the node has all. */
  private boolean confirmed;

  /** For the disk: all of it is to be read again, once the question under way is answered. */
  private boolean tooMuchWaits;

  private int gaps;
  private int failures;
  private boolean failing;
  private boolean closed;
  private volatile long heardMillis = Long.MIN_VALUE / 2;

  /** Where the node is; how it is called there is for its credential to say. */
  public record Place(FeedSettings settings, String role, String version) {}

  /**
   * @param allLoopsTurned completes when every event loop has ended what it was doing
   */
  public FeedFollower(Place place, NodeState state, Supplier<Future<Void>> allLoopsTurned) {
    this.place = place;
    this.state = state;
    this.allLoopsTurned = allLoopsTurned;
  }

  /** Whether the node is told of changes. */
  private boolean isLive() {
    return clock.millis() - heardMillis < SILENCE_MILLIS;
  }

  @Override
  public Future<?> start() {
    state.purges().goBlind();
    state.publications().toldBy(this::isLive);
    state.tokens().silentBy(() -> !isLive());
    state
        .meters()
        .follow(
            state.purges()::reached,
            state.purges()::items,
            () -> Math.min(clock.millis() - heardMillis, Duration.ofDays(1).toMillis()));
    keeping =
        new Keeping(vertx, new Keeping.Ends(allLoopsTurned, this::kept, () -> tooMuchWaits = true));
    return NodeCredential.open(vertx, place.settings().credential()).compose(this::startAs);
  }

  private Future<Void> startAs(NodeCredential credential) {
    String node = name(credential);
    ControlPlanes planes = new ControlPlanes(vertx, place.settings().urls(), credential);
    control = planes;
    reporter =
        new Reporter(
            vertx,
            new Reporter.Identity(
                node, place.role(), place.settings().region(), place.version(), Instant.now()),
            planes::report);
    return fromDisk(node)
        .compose(old -> {
          reporter().start();
          ask();
          return ready
              .future()
              .timeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
              .recover(_ -> startAlone(old));
        });
  }

  /** Control planes know the node by the same. */
  private static String name(NodeCredential credential) {
    return credential
        .identity()
        .filter(identity -> identity.may(Right.READ_FEED))
        .map(Identity::name)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "feed.credential: names %s (expected: a node of the role edge)"
                    .formatted(credential.identity().map(Identity::toString).orElse("nobody"))));
  }

  /** The node takes requests from now on. */
  public void serves() {
    context.runOnContext(_ -> {
      if (reporter != null) {
        reporter.serves();
      }
    });
  }

  /** Whether there is a copy, and how old. */
  private Future<Optional<Duration>> fromDisk(String node) {
    if (place.settings().directory().isEmpty()) {
      return Future.succeededFuture(Optional.empty());
    }
    return WorkerThreads.run(vertx, () -> readCopy(node))
        .map(found -> {
          found.pages().forEach(this::replay);
          return cursor.equals(Cursor.START)
              ? Optional.<Duration>empty()
              : Optional.of(found.age());
        })
        .recover(failure -> {
          LOGGER.warn("what the node was told before can't be read: {}", failure.toString());
          return Future.succeededFuture(Optional.empty());
        });
  }

  private LocalCopy.Found readCopy(String node) throws IOException {
    LocalCopy opened =
        LocalCopy.in(
            place.settings().directory().orElseThrow(),
            node,
            place.settings().directorySecret().orElseThrow());
    LocalCopy.Found found = opened.read();
    context.runOnContext(_ -> keeping().on(opened));
    return found;
  }

  private void replay(FeedPage page) {
    if (cursor.step(page) instanceof Cursor.Step.Apply apply) {
      state.apply(apply);
      cursor = apply.next();
      beginning = false;
      keeping().continues();
      state.purges().see();
    }
  }

  private Future<Void> startAlone(Optional<Duration> copied) {
    if (copied.isPresent() && copied.get().compareTo(FORGOTTEN) > 0) {
      state.purges().goBlind();
    }
    vertx.setTimer(NOTABLE_FAILURES * RETRY_MILLIS, _ -> warnOfBlindness());
    return Future.succeededFuture();
  }

  /** One that starts together with its control plane has nothing to say. */
  private void warnOfBlindness() {
    if (!closed && state.purges().isBlind()) {
      LOGGER.warn("no control plane was reached yet: nothing is taken from Redis until one is");
    }
  }

  private void ask() {
    if (!closed && control != null) {
      control
          .page(cursor, confirmed ? WAIT_SECONDS : 0)
          .map(page -> {
            received(page);
            return page;
          })
          .onFailure(this::failed);
    }
  }

  private void failed(Throwable cause) {
    state.meters().failed();
    if (++failures >= place.settings().urls().size()) {
      ready.tryFail(cause); // none of them is there: no need to wait for one
    }
    if (failures == NOTABLE_FAILURES) {
      failing = true;
      LOGGER.warn("the feed can't be read, trying again: {}", cause.toString());
    }
    askLater();
  }

  private void received(FeedPage page) {
    if (failing) {
      failing = false;
      LOGGER.info("the feed can be read again");
    }
    heardMillis = clock.millis();
    failures = 0;
    if (tooMuchWaits) {
      tooMuchWaits = false;
      restart();
      return;
    }
    switch (cursor.step(page)) {
      case Cursor.Step.Apply apply -> apply(page, apply);
      case Cursor.Step.Gap(long expected, long found) -> gap(expected, found);
      case Cursor.Step.Restart _ -> {
        otherHistory |=
            !cursor.history().isEmpty()
                && (!cursor.history().equals(page.history()) || cursor.sequence() > page.last());
        restart();
      }
    }
  }

  private void gap(long expected, long found) {
    state.meters().gap();
    LOGGER.warn("the feed goes on at {} (expected: {})", found, expected);
    if (++gaps >= MAX_GAPS) {
      restart();
    } else {
      askLater();
    }
  }

  private void askLater() {
    if (!closed) {
      vertx.setTimer(RETRY_MILLIS, _ -> ask());
    }
  }

  /** What the node knows stays in force until what it missed is known. */
  private void restart() {
    state.meters().restart();
    LOGGER.warn("the node begins the feed anew");
    cursor = Cursor.START;
    beginning = true;
    confirmed = false;
    gaps = 0;
    keeping().beginAnew();
    askLater(); // control planes of several histories would keep the node busy
  }

  private void apply(FeedPage page, Cursor.Step.Apply apply) {
    gaps = 0;
    boolean news = beginning || !apply.next().equals(cursor);
    if (beginning) {
      state.begin(page.history(), otherHistory);
      otherHistory = false;
      beginning = false;
    }
    state.apply(apply);
    cursor = apply.next();
    if (news) {
      keeping()
          .add(new FeedPage(page.history(), page.floor(), page.last(), false, apply.entries()));
    }
    if (cursor.hasAll(page)) {
      hasAll(news);
    }
    ask();
  }

  private void hasAll(boolean news) {
    if (news || !confirmed) {
      keeping().keep(cursor);
    } else {
      keeping().touch();
    }
    confirmed = true;
    state.knowsAll();
    ready.tryComplete();
  }

  private void kept(Cursor reached) {
    reporter().applied(reached);
  }

  private Keeping keeping() {
    return Objects.requireNonNull(keeping);
  }

  private Reporter reporter() {
    return Objects.requireNonNull(reporter);
  }

  @Override
  public Future<?> stop() {
    closed = true;
    Future<Void> left = reporter == null ? Future.succeededFuture() : reporter.leave();
    return left.eventually(() -> control == null ? Future.succeededFuture() : control.close());
  }
}
