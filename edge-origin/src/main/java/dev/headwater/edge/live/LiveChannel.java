package dev.headwater.edge.live;

import dev.headwater.edge.live.subtitles.Subtitles;
import dev.headwater.edge.live.subtitles.TextArrival;
import dev.headwater.edge.live.timeline.ChannelTimeline;
import dev.headwater.edge.live.timeline.Fragment;
import dev.headwater.edge.live.timeline.Input;
import dev.headwater.edge.live.timeline.InputStatus;
import dev.headwater.edge.live.timeline.Inputs;
import dev.headwater.edge.live.timeline.Past;
import dev.headwater.edge.live.timeline.Rendition;
import dev.headwater.edge.live.timeline.Slate;
import dev.headwater.edge.live.timeline.UnfitMediaException;
import dev.headwater.edge.peer.Tenure;
import dev.headwater.media.isobmff.InitializationSection;
import dev.headwater.media.isobmff.Track;
import dev.headwater.platform.feed.ChannelReport;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A channel that media comes to on this node. What changes it runs on the event loop that it was
 * begun on; what it has published can be read by all. Thread-safe.
 */
public final class LiveChannel {
  private static final Logger LOGGER = LoggerFactory.getLogger(LiveChannel.class);

  /** Silence tells of itself to nobody: far less than viewers of low latency have in store. */
  private static final long LOOK_MILLIS = 50;

  /** Longer than an encoder that works is ever silent; another one may send the track then. */
  private static final Duration SILENCE = Duration.ofSeconds(5);

  /** Of both encoders: ladders have ten; what has more gives each segment a name of its own. */
  private static final int MOST_TRACKS = 64;

  private final Context home;
  private final Instant begun;
  private final InstantSource clock;
  private final Supplier<Slate> slate;
  private final ChannelTimeline timeline;
  private final Subtitles subtitles;
  private final Inputs inputs;
  private final Presentation presentation;
  private final Followers followers;
  private final Map<InputTrack, InitializationSection> declared = new ConcurrentHashMap<>();
  private final Map<InputTrack, Claim> claims = new ConcurrentHashMap<>();
  private final AtomicLong told = new AtomicLong(System.nanoTime() - TimeUnit.SECONDS.toNanos(1));
  private final LongAdder refusals = new LongAdder();
  private final IngestRate rate = new IngestRate();
  private volatile Instant firstMedia = Instant.EPOCH;
  private volatile InputStatus status = InputStatus.NONE;
  private volatile Tenure tenure = Tenure.ALONE;
  private volatile boolean closed;
  private long looking = -1;
  private Instant followed = Instant.EPOCH;

  /**
   * @param past that it goes on after
   * @param begun when an encoder came, before it has sent anything
   * @param slate what is shown while no media comes, as it is now
   */
  LiveChannel(
      Context home,
      Past past,
      Instant begun,
      InstantSource clock,
      Supplier<Slate> slate,
      TimelineMaker maker) {
    this.home = home;
    this.begun = begun;
    this.clock = clock;
    this.slate = slate;
    this.presentation = new Presentation(past.end());
    this.followers = new Followers(presentation);
    Timelines made = maker.make(presentation, followers);
    this.timeline = made.media();
    this.subtitles = made.subtitles();
    this.inputs = new Inputs(timeline.terms(), timeline);
  }

  /** By which this node has it. */
  void ownedBy(Tenure taken) {
    tenure = taken;
  }

  /** Who sends a track, and when something of it came last. */
  private record Claim(Object sender, Instant at) {}

  /** Makes the timelines of a channel, which says what is to be had of it. */
  @FunctionalInterface
  interface TimelineMaker {
    Timelines make(Presentation presentation, Followers followers);
  }

  /** Whether a track may come from this sender: nobody else sends it, or has for a while. */
  boolean claim(InputTrack track, Object sender, Instant now) {
    Claim claim =
        claims.compute(
            track,
            (_, known) ->
                known == null || Duration.between(known.at, now).compareTo(SILENCE) >= 0
                    ? new Claim(sender, now)
                    : known);
    return claim.sender.equals(sender);
  }

  /** The sender has ended. */
  void release(InputTrack track, Object sender) {
    claims.computeIfPresent(track, (_, known) -> known.sender.equals(sender) ? null : known);
  }

  private void heard(InputTrack track, Instant now) {
    claims.computeIfPresent(track, (_, known) -> new Claim(known.sender, now));
  }

  /** What a segment that comes on a request of its own is parsed by. */
  Optional<InitializationSection> declared(InputTrack track) {
    return Optional.ofNullable(declared.get(track));
  }

  /** Fails where there are too many. */
  void declare(InputTrack track, InitializationSection section) throws UnfitMediaException {
    if (declared.size() >= MOST_TRACKS && !declared.containsKey(track)) {
      throw new UnfitMediaException(
          "more than %d tracks (expected: one name for all that is sent of a track)"
              .formatted(MOST_TRACKS));
    }
    declared.put(track, section);
  }

  /** Something that an encoder sent was refused; said once a second. */
  void refused(String what) {
    refusals.increment();
    long now = System.nanoTime();
    long last = told.get();
    if (now - last >= TimeUnit.SECONDS.toNanos(1) && told.compareAndSet(last, now)) {
      LOGGER.warn("refused of an encoder: {}", what);
    }
  }

  /** How often that was. */
  long refusals() {
    return refusals.sum();
  }

  /** What parses the fragments of a track from now on. */
  Future<Void> header(InputTrack track, ByteBuffer bytes, Track.Coded declared) {
    return runAsOwner(() -> {
      checkOpen();
      inputs.header(track.input(), track.name(), bytes, declared);
      return null;
    });
  }

  /**
   * What was before can be played again.
   *
   * @param ended whether the programme was over
   */
  Future<Void> resume(boolean ended) {
    return run(() -> {
      timeline.resume();
      subtitles.resume();
      offer();
      if (ended) {
        over();
      }
      return null;
    });
  }

  /** Fails with {@link UnfitMediaException} where the channel can't take it. */
  Future<Void> fragment(InputTrack track, Fragment fragment, Instant now) {
    return runAsOwner(() -> {
      checkOpen();
      heard(track, now);
      try {
        boolean published = inputs.fragment(track.input(), track.name(), fragment, now);
        if (published) {
          rate.came(fragment.bytes().remaining(), now);
        }
        subtitles.came(track.input(), fragment, published);
      } finally {
        follow(now);
      }
      return null;
    });
  }

  /** Fails with {@link UnfitMediaException} where the channel can't take them. */
  Future<Void> text(TextArrival one) {
    return runAsOwner(() -> {
      checkOpen();
      subtitles.take(one);
      offer();
      return null;
    });
  }

  /** A segment could not be written. */
  void unwritten(String rendition, long number) {
    unlessClosed(() -> {
      timeline.unwritten(rendition, number);
      subtitles.unwritten(rendition, number);
    });
  }

  /** Its subtitles. */
  Subtitles subtitles() {
    return subtitles;
  }

  private void offer() {
    List<Rendition> all = new ArrayList<>(timeline.renditions());
    all.addAll(subtitles.renditions());
    presentation.offers(all);
  }

  /** What became of the inputs. */
  private void follow(Instant now) {
    Instant media = inputs.published();
    if (!media.equals(followed)) {
      followed = media;
      boolean begins = presentation.isOver() || firstMedia.equals(Instant.EPOCH);
      firstMedia = begins ? media : firstMedia;
      presentation.heard(media);
    }
    status = inputs.status(now);
    subtitles.shows(status.active());
    offer();
    inputs.slate(slate.get());
    if (looking < 0 && inputs.wantsLook()) {
      looking = home.owner().setPeriodic(LOOK_MILLIS, _ -> look());
    }
  }

  private void look() {
    if (closed || !inputs.wantsLook()) {
      home.owner().cancelTimer(looking);
      looking = -1;
      return;
    }
    if (tenure.isSure()) {
      Instant now = clock.instant();
      inputs.look(now);
      follow(now);
    }
  }

  /** One of its encoders has ended, was cut off, or sent what is no media. */
  Future<Void> failed(Input input, Instant now) {
    return unlessClosed(() -> {
      inputs.failed(input, now);
      follow(now);
    });
  }

  /** One of its encoders has ended: the programme too, unless the other one goes on. */
  Future<Void> end(Input input, Instant now) {
    return runAsOwner(() -> {
      checkOpen();
      if (inputs.hasOther(input, now)) {
        inputs.failed(input, now);
        follow(now);
      } else {
        over();
      }
      return null;
    });
  }

  /** The programme is over: nothing is added to its playlists. */
  Future<Void> end() {
    return unlessClosed(this::over);
  }

  private void over() {
    presentation.ended();
    inputs.end();
    status = inputs.status(clock.instant());
  }

  /** Which of its encoders is seen. */
  InputStatus status() {
    return status;
  }

  /** Nothing is to be had of it any more, and it takes nothing. */
  Future<Void> close() {
    return run(() -> {
      closed = true;
      presentation.clear();
      followers.close();
      inputs.close();
      subtitles.close();
      return null;
    });
  }

  private void checkOpen() throws ClosedException {
    if (closed) {
      throw new ClosedException();
    }
  }

  /** The channel was deleted, or begins anew. */
  static final class ClosedException extends Exception {
    private static final long serialVersionUID = 1;

    ClosedException() {
      super("the channel takes nothing any more: send what follows on a new connection");
    }
  }

  /** What a node publishes that was stopped waits until it knows whether the channel is its own. */
  private Future<Void> runAsOwner(Callable<Void> change) {
    Tenure now = tenure;
    return runIfSure(now, change)
        .recover(cause ->
            cause instanceof ClosedException
                ? now.settled().compose(_ -> runIfSure(now, change))
                : Future.failedFuture(cause));
  }

  /** The same, where what another node owns needs no change of this one. */
  private Future<Void> unlessClosed(Runnable change) {
    return runAsOwner(
            () -> {
              checkOpen();
              change.run();
              return null;
            })
        .recover(cause ->
            cause instanceof ClosedException
                ? Future.succeededFuture()
                : Future.failedFuture(cause));
  }

  /** Sure when it runs: between a look before and that the node may have been stopped. */
  private Future<Void> runIfSure(Tenure now, Callable<Void> change) {
    return run(() -> {
      if (!now.isSure()) {
        throw new ClosedException();
      }
      return change.call();
    });
  }

  private Future<Void> run(Callable<Void> change) {
    Promise<Void> done = Promise.promise();
    home.runOnContext(_ -> {
      try {
        done.complete(change.call());
      } catch (Exception | OutOfMemoryError e) { // direct memory may be short for a moment
        done.fail(e);
      }
    });
    return done.future();
  }

  /** Another node is told all that there is, and then what comes. */
  Future<Void> follow(Followers.Sink sink) {
    return run(() -> {
      checkOpen();
      followers.add(sink);
      return null;
    });
  }

  void unfollow(Followers.Sink sink) {
    home.runOnContext(_ -> followers.remove(sink));
  }

  /** Tells the nodes that follow it that it is here; called now and then. */
  void beat() {
    home.runOnContext(_ -> followers.beat());
  }

  /** What is to be had of it. */
  Presentation presentation() {
    return presentation;
  }

  /** For how long nothing has come; an encoder that has just come has its time. */
  Duration silence(Instant now) {
    Instant last = presentation.lastMedia();
    return Duration.between(last.isAfter(begun) ? last : begun, now);
  }

  ChannelReport report(String id, ChannelReport.State state, Instant now) {
    return new ChannelReport(
        id,
        state,
        state == ChannelReport.State.LIVE ? firstMedia : presentation.lastMedia(),
        rate.bitsPerSecond(now),
        Optional.of(encoders()));
  }

  private ChannelReport.Encoders encoders() {
    String seen = status.slate() ? "slate" : status.active().map(Input::word).orElse("none");
    return new ChannelReport.Encoders(seen, status.standby(), status.failovers());
  }
}
