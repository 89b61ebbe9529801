package dev.headwater.standalone.client;

import dev.headwater.standalone.CommandFailure;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Does what {@code headwater channel test} says. Immutable.
 *
 * @param id of the channel, else empty
 * @param newName of a channel to make for it, else empty
 * @param rtmp rather than CMAF over HTTP
 */
public record ChannelTest(String id, String newName, Duration time, boolean rtmp) {
  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Returns whether media came and went on. */
  public boolean run(URI system, boolean json) {
    return Calls.asUser(system, (api, session) -> run(api, session, json));
  }

  private boolean run(Api api, Session session, boolean json) {
    JsonObject channel = ChannelRun.playable(api, session, channel(api, session));
    checkThatItCanBeSentTo(channel);
    if (!json) {
      System.out.printf(
          "channel: %s%nhls: %s%n", channel.getString("id"), channel.getString("hls"));
    }
    TestCourse course = new TestCourse(Instant.now());
    Optional<String> words = follow(api, session, channel, course, json);
    Optional<String> failure = words.map(last -> "ffmpeg ended: " + last).or(course::failure);
    tell(channel, course, failure, json);
    return failure.isEmpty();
  }

  private JsonObject channel(Api api, Session session) {
    return newName.isEmpty()
        ? ChannelRun.find(api, session, id)
        : new ChannelCreation(newName, "low", Duration.ofMinutes(30), false, "hold", "none")
            .make(api, session);
  }

  private void checkThatItCanBeSentTo(JsonObject channel) {
    if (channel.getString("streamKey", "").isEmpty()) {
      throw new CommandFailure(
          "the stream key of "
              + channel.getString("id")
              + " is not shown to you (expected: a channel that you may change)");
    }
    if (!channel.containsKey("hls")) {
      throw new CommandFailure("no address to play " + channel.getString("id") + " was given");
    }
  }

  /** Returns the last words of an encoder that has ended too early. */
  private Optional<String> follow(
      Api api, Session session, JsonObject channel, TestCourse course, boolean json) {
    Instant end = Instant.now().plus(time);
    try (TestEncoder encoder = TestEncoder.start(channel, rtmp);
        LivePlaylist playlist = new LivePlaylist(URI.create(channel.getString("hls")))) {
      while (Instant.now().isBefore(end) && !course.isHopeless(Instant.now())) {
        LockSupport.parkNanos(LOOK_NANOS);
        if (encoder.end().isPresent()) {
          return encoder.end();
        }
        long rate = rate(api, session, channel.getString("id"));
        Optional<NewestMedia> newest = playlist.newest();
        String line = course.look(Instant.now(), newest, rate);
        if (!json) {
          System.out.println(line);
        }
      }
      return Optional.empty();
    }
  }

  /** What the node says that it takes; 0 where the control plane doesn't answer. */
  private static long rate(Api api, Session session, String id) {
    try {
      return ChannelRun.get(api, session, id).getLong("bitsPerSecond", 0L);
    } catch (ApiRefusal | Unreachable e) {
      return 0;
    }
  }

  private static void tell(
      JsonObject channel, TestCourse course, Optional<String> failure, boolean json) {
    if (!json) {
      System.out.println(course);
      failure.ifPresent(why -> System.err.println("headwater: " + why));
      return;
    }
    JsonObject document =
        course
            .toJson()
            .put("channel", channel.getString("id"))
            .put("hls", channel.getString("hls"));
    failure.ifPresent(why -> document.put("error", why));
    System.out.println(document.encodePrettily());
  }
}
