package dev.headwater.control.playback;

import dev.headwater.control.refusal.Reason;
import dev.headwater.control.refusal.RefusedException;
import dev.headwater.control.state.StateRedis;
import dev.headwater.platform.feed.NodeReport;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many playback sessions a person may have at once. One counts from when it is asked for until
 * no node has seen it for a while. Kept in Redis for all instances; without Redis, nobody is
 * refused. Thread-safe; for virtual threads.
 */
public final class StreamLimit implements Streams {
  private static final Logger LOGGER = LoggerFactory.getLogger(StreamLimit.class);
  private static final String PREFIX = "headwater:streams:";

  /** Sessions with the time they were last seen; KEYS: theirs; ARGV: now, idle, limit, session. */
  private static final String BEGIN =
      """
      redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', ARGV[1] - ARGV[2])
      if redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[3]) then return 0 end
      redis.call('ZADD', KEYS[1], ARGV[1], ARGV[4])
      redis.call('PEXPIRE', KEYS[1], ARGV[2])
      return 1\
      """;

  private final StateRedis redis;
  private final int most;
  private final Duration idle;
  private final InstantSource clock;

  public StreamLimit(StateRedis redis, PlaybackSettings settings, InstantSource clock) {
    this.redis = redis;
    this.most = settings.maxStreams();
    this.idle = settings.streamIdle();
    this.clock = clock;
  }

  @Override
  public int most() {
    return most;
  }

  @Override
  public void begin(String person, String session) {
    if (most == 0) {
      return;
    }
    Request begin =
        Request.cmd(Command.EVAL)
            .arg(BEGIN)
            .arg(1)
            .arg(PREFIX + person)
            .arg(clock.millis())
            .arg(idle.toMillis())
            .arg(most)
            .arg(session);
    boolean begun =
        Future.await(redis.ask(begin).map(answers -> isYes(answers.getFirst())).otherwise(true));
    if (!begun) {
      throw new RefusedException(
          Reason.TOO_MANY_STREAMS,
          "%d at once is what you may have: stop one, and try again in %d s"
              .formatted(most, idle.toSeconds()));
    }
  }

  private static boolean isYes(@Nullable Response answer) {
    return answer == null || !answer.toString().equals("0");
  }

  /** They go on. */
  public void seen(List<NodeReport.Stream> streams) {
    if (most == 0 || streams.isEmpty()) {
      return;
    }
    List<Request> requests = new ArrayList<>();
    for (NodeReport.Stream stream : streams) {
      String key = PREFIX + stream.viewer();
      requests.add(Request.cmd(Command.ZADD).arg(key).arg(clock.millis()).arg(stream.session()));
      requests.add(Request.cmd(Command.PEXPIRE).arg(key).arg(idle.toMillis()));
    }
    redis
        .ask(requests.toArray(Request[]::new))
        .onFailure(e -> LOGGER.debug("streams seem to have ended: {}", e.toString()));
  }
}
