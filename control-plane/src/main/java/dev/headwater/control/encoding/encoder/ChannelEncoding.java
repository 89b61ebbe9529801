package dev.headwater.control.encoding.encoder;

import dev.headwater.control.encoding.encoder.LiveMetrics.Run;
import dev.headwater.control.encoding.push.PushTarget;
import dev.headwater.control.packaging.ProgramEnd;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Encodes an input of a channel for as long as somebody publishes to it: what the first one sends,
 * and when it leaves, what the next one sends. An ffmpeg that dies is followed by another. Has a
 * thread to itself.
 */
final class ChannelEncoding {
  private static final Logger LOGGER = LoggerFactory.getLogger(ChannelEncoding.class);

  /** Last frames and pushes are quick, unless no node takes them. */
  private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

  private final PublishedChannel channel;
  private final EncoderSettings settings;
  private final PushTarget target;
  private final LiveMetrics metrics;
  private final Lineup lineup;
  private final Thread thread;
  private volatile @Nullable EncoderRun running;
  private volatile boolean stopped;

  ChannelEncoding(
      PublishedChannel channel,
      EncoderSettings settings,
      PushTarget target,
      LiveMetrics metrics,
      Lineup lineup) {
    this.channel = channel;
    this.settings = settings;
    this.target = target;
    this.metrics = metrics;
    this.lineup = lineup;
    thread = Thread.ofPlatform().daemon().name("live-" + channel.id()).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  private void run() {
    metrics.encoding(1);
    try {
      Optional<Publisher> publisher = lineup.next();
      while (publisher.isPresent()) {
        encode(publisher.get());
        publisher = lineup.next();
      }
    } catch (InterruptedException e) {
      LOGGER.info("channel {}: encoding is stopped", channel.id());
    } finally {
      metrics.encoding(-1);
    }
  }

  /** Until the publisher has left. */
  private void encode(Publisher publisher) throws InterruptedException {
    Backoff backoff = Backoff.FIRST;
    while (!publisher.hasEnded()) {
      long begun = System.nanoTime();
      try {
        encodeOnce(publisher);
      } catch (EncoderException | RuntimeException e) { // odd media may lead to either
        LOGGER.warn("channel {}: {}", channel.id(), e.toString());
        publisher.rest(backoff.next());
        backoff = backoff.after(Duration.ofNanos(System.nanoTime() - begun));
        if (backoff.isExhausted()) {
          publisher.cut("what it sends can't be encoded");
        }
      }
    }
  }

  private void encodeOnce(Publisher publisher) throws EncoderException, InterruptedException {
    Optional<Opening> opening = Opening.of(publisher);
    if (opening.isEmpty()) {
      return;
    }
    LivePlan plan = plan(opening.get());
    LOGGER.info("channel {}: encoding {}", channel.id(), plan.tracks());
    Thread slate = SlateRun.start(settings, plan, target);
    try (TrackSockets sockets = TrackSockets.open(plan.tracks())) {
      EncoderRun run = EncoderRun.start(settings, plan, sockets, target);
      running = run;
      if (stopped) {
        run.kill();
      }
      feed(run, opening.get(), publisher);
    } catch (IOException e) {
      throw new EncoderException("ffmpeg can't be run: " + e.getMessage(), e);
    } finally {
      running = null;
      slate.interrupt();
    }
  }

  private LivePlan plan(Opening opening) throws EncoderException, InterruptedException {
    try {
      return LivePlan.of(
          OpeningProbe.probe(settings, opening.bytes()), opening.seconds(), channel.latency());
    } catch (EncoderException e) {
      metrics.ended(Run.REFUSED);
      throw e;
    }
  }

  private void feed(EncoderRun run, Opening opening, Publisher publisher)
      throws InterruptedException, EncoderException {
    boolean finished = false;
    try {
      boolean more = run.feed(opening, publisher, lineup);
      finished = true;
      ProgramEnd end = run.finish();
      metrics.ended(more ? Run.RESTARTED : end.succeeded() ? Run.ENDED : Run.FAILED);
    } catch (EncoderException e) {
      finished = true;
      ProgramEnd end = run.finish();
      metrics.ended(Run.FAILED);
      throw new EncoderException("ffmpeg " + end.manner() + ": " + end.errors(), e);
    } finally {
      if (!finished) {
        run.kill();
      }
    }
  }

  /** Waits for the end, which comes when its publishers have left, but not for long. */
  void stop() throws InterruptedException {
    if (!thread.join(STOP_LIMIT)) {
      stopped = true;
      EncoderRun run = running;
      if (run != null) {
        run.kill();
      }
      thread.interrupt();
      thread.join();
    }
  }
}
