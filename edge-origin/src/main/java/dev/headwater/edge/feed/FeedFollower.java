package dev.headwater.edge.feed;

import dev.headwater.platform.feed.FeedPage;
import dev.headwater.platform.identity.Identity;
import dev.headwater.platform.identity.NodeCredential;
import dev.headwater.platform.identity.Right;
import dev.headwater.platform.runtime.MonotonicClock;
import dev.headwater.platform.runtime.WorkerThreads;
import dev.headwater.platform.snapshot.Opening.Opened;
import dev.headwater.platform.snapshot.SnapshotOpener;
import dev.headwater.platform.store.ObjectStore;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the feed in order, puts each page in force on all event loops and on the disk, and then
 * acknowledges it. It is deployed once it knows what there is to know: all of the feed; where no
 * control plane can be reached, what is on the disk or in the snapshot in the object store; else
 * nothing, and then nothing is taken from tiers that others fill. Confined to its event loop.
 *
 * <pre>
 *   start ──► from disk ──► catching up ──► following ◄──► silent
 *                 │             ▲   ▲   restart     │
 *                 └► snapshot ──┘   └───────────────┘
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

  /**
   * Where the node is; how it is called there is for its credential to say.
   *
   * @param policy the version of that which is in force
   */
  public record Place(
      FeedSettings settings,
      String role,
      String version,
      Supplier<String> policy,
      Optional<ObjectStore> store) {}

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
                node,
                place.role(),
                place.settings().region(),
                place.version(),
                place.policy(),
                Instant.now()),
            state.tokens().streams(),
            state.channels()::reports,
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

  /**
   * No control plane has answered yet.
   *
   * @param copied how old what was on the disk is
   */
  private Future<Void> startAlone(Optional<Duration> copied) {
    return snapshot()
        .compose(found ->
            found.isPresent() ? takeUp(found.get(), copied) : Future.succeededFuture(copied))
        .onSuccess(age -> {
          if (!confirmed && age.isPresent() && age.get().compareTo(FORGOTTEN) > 0) {
            state.purges().goBlind();
          }
          vertx.setTimer(NOTABLE_FAILURES * RETRY_MILLIS, _ -> warnOfBlindness());
        })
        .mapEmpty();
  }

  private Future<Optional<Opened>> snapshot() {
    Optional<SnapshotOpener> opener = place.settings().snapshot().opener();
    return opener.isPresent() && place.store().isPresent()
        ? new SnapshotReader(vertx, place.store().get(), opener.get(), state.meters()).read()
        : Future.succeededFuture(Optional.empty());
  }

  /** Where it tells more than the node knows; completes with how old that is then. */
  private Future<Optional<Duration>> takeUp(Opened snapshot, Optional<Duration> copied) {
    FeedPage end = snapshot.pages().getLast();
    Duration age = Duration.between(snapshot.writtenAt(), Instant.now());
    if (!cursor.isBehind(new Cursor(end.history(), end.last(), false), copied, age)) {
      return Future.succeededFuture(copied);
    }
    LOGGER.info(
        "no control plane is there: the node goes by the snapshot of {}", snapshot.writtenAt());
    return replay(snapshot.pages().iterator()).map(_ -> Optional.of(age));
  }

  /** A page at a time, and only while no control plane tells more. */
  private Future<Void> replay(Iterator<FeedPage> pages) {
    if (isLive()) {
      return Future.succeededFuture();
    }
    if (!pages.hasNext()) {
      state.knowsAll();
      return Future.succeededFuture();
    }
    putInForce(pages.next());
    Promise<Void> turned = Promise.promise();
    context.runOnContext(_ -> turned.complete());
    return turned.future().compose(_ -> replay(pages));
  }

  private void putInForce(FeedPage page) {
    switch (cursor.step(page)) {
      case Cursor.Step.Apply apply -> putInForce(page, apply);
      case Cursor.Step.Restart _ when !cursor.equals(Cursor.START) -> {
        beginAnew(page);
        putInForce(page);
      }
      case Cursor.Step.Restart _, Cursor.Step.Gap _ ->
          LOGGER.warn("the snapshot of the feed is not whole");
    }
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
      beginAnew();
      askLater();
      return;
    }
    switch (cursor.step(page)) {
      case Cursor.Step.Apply apply -> apply(page, apply);
      case Cursor.Step.Gap(long expected, long found) -> gap(expected, found);
      case Cursor.Step.Restart _ -> {
        beginAnew(page);
        askLater(); // control planes of several histories would keep the node busy
      }
    }
  }

  private void gap(long expected, long found) {
    state.meters().gap();
    LOGGER.warn("the feed goes on at {} (expected: {})", found, expected);
    if (++gaps >= MAX_GAPS) {
      beginAnew();
    }
    askLater();
  }

  private void askLater() {
    if (!closed) {
      vertx.setTimer(RETRY_MILLIS, _ -> ask());
    }
  }

  /**
   * Where the page is of another log, or of one that lacks what was applied, that is noted.
   *
   * @param page which says that the node has to
   */
  private void beginAnew(FeedPage page) {
    otherHistory |=
        !cursor.history().isEmpty()
            && (!cursor.history().equals(page.history()) || cursor.sequence() > page.last());
    beginAnew();
  }

  /** What the node knows stays in force until what it missed is known. */
  private void beginAnew() {
    state.meters().restart();
    LOGGER.warn("the node begins the feed anew");
    cursor = Cursor.START;
    beginning = true;
    confirmed = false;
    gaps = 0;
    keeping().beginAnew();
  }

  private void apply(FeedPage page, Cursor.Step.Apply apply) {
    gaps = 0;
    boolean news = putInForce(page, apply);
    if (cursor.hasAll(page)) {
      hasAll(news);
    }
    ask();
  }

  /** Returns whether it tells anything new. */
  private boolean putInForce(FeedPage page, Cursor.Step.Apply apply) {
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
    return news;
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
