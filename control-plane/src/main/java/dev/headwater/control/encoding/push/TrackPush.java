package dev.headwater.control.encoding.push;

import dev.headwater.control.encoding.push.IngestRoute.Leg;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings one track to the data plane: reads it on one virtual thread, sends it on another, and
 * begins again at the next node where one fails. Thread-safe.
 */
public final class TrackPush {
  private static final Logger LOGGER = LoggerFactory.getLogger(TrackPush.class);

  /** How often a push that has nothing to send looks whether its node still listens. */
  private static final Duration LOOK = Duration.ofMillis(250);

  /** How long a full window holds ffmpeg, and so the encoder, before media is dropped. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  /** Repeated failures are logged once in so long. */
  private static final long LOG_NANOS = Duration.ofSeconds(10).toNanos();

  private final PushTarget target;
  private final String file;
  private final FragmentWindow window;
  private final Thread sending;
  private volatile byte[] initialization = {};
  private Duration pause = FIRST_PAUSE;
  private long loggedNanos = System.nanoTime() - LOG_NANOS;

  /**
   * @param file name of the track, as in {@code 720p.cmfv}
   * @param kept how much a node that takes over is sent again
   */
  public TrackPush(PushTarget target, String file, Duration kept) {
    this.target = target;
    this.file = file;
    window = new FragmentWindow(kept, PATIENCE);
    sending = Thread.ofVirtual().name("push-" + file).unstarted(this::send);
  }

  /** Reads the track to its end; fails where it is malformed. */
  public void read(InputStream track) throws IOException, InterruptedException {
    try {
      Optional<FragmentReader> reader = FragmentReader.open(track);
      if (reader.isPresent()) {
        initialization = reader.get().initialization();
        sending.start();
        pass(reader.get());
      }
    } finally {
      window.end();
    }
  }

  private void pass(FragmentReader reader) throws IOException, InterruptedException {
    Optional<Fragment> fragment = reader.next();
    while (fragment.isPresent()) {
      target.metrics().dropped(window.put(fragment.get()));
      fragment = reader.next();
    }
  }

  /** Waits until all is sent, and gives up after a while. */
  public void finish(Duration limit) throws InterruptedException {
    if (sending.isAlive() && !sending.join(limit)) {
      sending.interrupt();
      sending.join();
    }
  }

  private void send() {
    try {
      boolean done = false;
      while (!done) {
        done = sendTo(target.route().current());
      }
    } catch (InterruptedException | IllegalStateException e) { // the client is closed
      LOGGER.warn("channel {}: the rest of {} was not taken", target.channelId(), file);
    }
  }

  /** Whether all was sent. */
  private boolean sendTo(Leg leg) throws InterruptedException {
    try {
      TrackPut put = TrackPut.open(target.client(), uri(leg), target.authorization());
      try {
        boolean done = send(put, leg);
        if (done) {
          put.end();
          return true;
        }
      } finally {
        put.abort(); // nothing, where it has ended
      }
    } catch (PushException e) {
      target.route().failed(leg);
      failed(leg, e);
      Thread.sleep(pause);
      pause = longer(pause);
    }
    window.rewind();
    return false;
  }

  /** Whether the track has ended; false where it has to go to another node. */
  private boolean send(TrackPut put, Leg leg) throws PushException, InterruptedException {
    put.write(initialization);
    while (!window.isDrained()) {
      if (!target.route().current().equals(leg)) {
        return false;
      }
      put.check();
      Optional<Fragment> fragment = window.take(LOOK);
      if (fragment.isPresent()) {
        put.write(fragment.get().bytes());
        target.metrics().pushed(fragment.get().bytes().length);
        pause = FIRST_PAUSE;
      }
    }
    return true;
  }

  private URI uri(Leg leg) {
    return target.uri(leg.node(), target.input().folder() + file);
  }

  private void failed(Leg leg, PushException e) {
    target.metrics().failed();
    long now = System.nanoTime();
    if (now - loggedNanos >= LOG_NANOS) {
      loggedNanos = now;
      LOGGER.warn(
          "channel {}: {} can't be pushed to {}: {}",
          target.channelId(),
          file,
          leg.node(),
          e.getMessage());
    }
  }

  private static Duration longer(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
  }
}
