package dev.headwater.edge.live;

import dev.headwater.edge.live.timeline.ChannelTimeline;
import dev.headwater.edge.live.timeline.Fragment;
import dev.headwater.edge.live.timeline.Past;
import dev.headwater.edge.live.timeline.UnfitMediaException;
import dev.headwater.media.isobmff.InitializationSection;
import dev.headwater.media.isobmff.Track;
import dev.headwater.platform.feed.ChannelReport;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A channel that media comes to on this node. What changes it runs on the event loop that it was
 * begun on; what it has published can be read by all. Thread-safe.
 */
public final class LiveChannel {
  private static final Logger LOGGER = LoggerFactory.getLogger(LiveChannel.class);

  /** Longer than an encoder that works is ever silent; another one may send the track then. */
  private static final Duration SILENCE = Duration.ofSeconds(5);

  private final Context home;
  private final Instant begun;
  private final ChannelTimeline timeline;
  private final Presentation presentation;
  private final Followers followers;
  private final Map<String, InitializationSection> declared = new ConcurrentHashMap<>();
  private final Map<String, Claim> claims = new ConcurrentHashMap<>();
  private final AtomicLong told = new AtomicLong(System.nanoTime() - TimeUnit.SECONDS.toNanos(1));
  private final LongAdder refusals = new LongAdder();
  private final IngestRate rate = new IngestRate();
  private volatile Instant firstMedia = Instant.EPOCH;
  private volatile boolean closed;

  /**
   * @param past that it goes on after
   * @param begun when an encoder came, before it has sent anything
   */
  LiveChannel(Context home, Past past, Instant begun, TimelineMaker maker) {
    this.home = home;
    this.begun = begun;
    this.presentation = new Presentation(past.end());
    this.followers = new Followers(presentation);
    this.timeline = maker.make(presentation, followers);
  }

  /** Who sends a track, and when something of it came last. */
  private record Claim(Object sender, Instant at) {}

  /** Makes the timeline of a channel, which says what is to be had of it. */
  @FunctionalInterface
  interface TimelineMaker {
    ChannelTimeline make(Presentation presentation, Followers followers);
  }

  /** Whether a track may come from this sender: nobody else sends it, or has for a while. */
  boolean claim(String track, Object sender, Instant now) {
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
  void release(String track, Object sender) {
    claims.computeIfPresent(track, (_, known) -> known.sender.equals(sender) ? null : known);
  }

  private void heard(String track, Instant now) {
    claims.computeIfPresent(track, (_, known) -> new Claim(known.sender, now));
  }

  /** What a segment that comes on a request of its own is parsed by. */
  Optional<InitializationSection> declared(String track) {
    return Optional.ofNullable(declared.get(track));
  }

  void declare(String track, InitializationSection section) {
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
  Future<Void> header(String track, ByteBuffer bytes, Track.Coded declared) {
    return run(() -> {
      checkOpen();
      timeline.header(track, bytes, declared);
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
      presentation.offers(timeline.renditions());
      if (ended) {
        presentation.ended();
        timeline.end();
      }
      return null;
    });
  }

  /** Fails with {@link UnfitMediaException} where the channel can't take it. */
  Future<Void> fragment(String track, Fragment fragment, Instant now) {
    return run(() -> {
      checkOpen();
      boolean begins = presentation.isOver() || firstMedia.equals(Instant.EPOCH);
      firstMedia = begins ? now : firstMedia;
      presentation.heard(now);
      heard(track, now);
      rate.came(fragment.bytes().remaining(), now);
      try {
        timeline.fragment(track, fragment, now);
      } finally {
        presentation.offers(timeline.renditions());
      }
      return null;
    });
  }

  /** The programme is over: nothing is added to its playlists. */
  Future<Void> end() {
    return run(() -> {
      presentation.ended();
      timeline.end();
      return null;
    });
  }

  /** Nothing is to be had of it any more, and it takes nothing. */
  Future<Void> close() {
    return run(() -> {
      closed = true;
      presentation.clear();
      followers.close();
      timeline.close();
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

  private Future<Void> run(Callable<Void> change) {
    Promise<Void> done = Promise.promise();
    home.runOnContext(_ -> {
      try {
        done.complete(change.call());
      } catch (Exception e) {
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
    home.runOnContext(_ -> followers.current(presentation.lastMedia(), presentation.isOver()));
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
        rate.bitsPerSecond(now));
  }
}
