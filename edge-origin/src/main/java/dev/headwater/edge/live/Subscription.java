package dev.headwater.edge.live;

import dev.headwater.edge.live.follow.Frame;
import dev.headwater.edge.live.follow.FrameReader;
import dev.headwater.edge.peer.ChannelOwners;
import dev.headwater.edge.peer.Owner;
import dev.headwater.edge.peer.PeerCalls;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows one channel: finds the node that owns it, is told of what comes, and finds the next one
 * when that falls silent. What was told stays, so that viewers keep the last good playlist
 * meanwhile. Confined to its event loop, but for {@link #shown}.
 */
final class Subscription {
  private static final Logger LOGGER = LoggerFactory.getLogger(Subscription.class);

  /** Between two looks for the node that owns the channel after another one. */
  private static final long RETRY_MILLIS = 200;

  /** Between two looks for one where there was none. */
  private static final long IDLE_MILLIS = 1_000;

  /** After what can't be taken in: memory may be short, and all comes again. */
  private static final long UNFIT_MILLIS = 3_000;

  /** An owner says each second that it is here. */
  private static final long SILENCE_MILLIS = 3_000;

  /** Who asks first waits no longer: the store may have the past. */
  private static final long FIRST_MILLIS = 2_000;

  private final Context context;
  private final String channel;
  private final ChannelOwners owners;
  private final PeerCalls calls;
  private final Followed followed;
  private final Promise<Optional<Presentation>> first = Promise.promise();
  private volatile Optional<Presentation> shown = Optional.empty();
  private @Nullable HttpClientRequest request;
  private long silence = -1;
  private int life; // what comes of earlier requests is void
  private boolean closed;

  Subscription(
      Context context, String channel, ChannelOwners owners, PeerCalls calls, Followed followed) {
    this.context = context;
    this.channel = channel;
    this.owners = owners;
    this.calls = calls;
    this.followed = followed;
  }

  /** Begins; can be called anywhere. */
  Subscription start() {
    context.runOnContext(_ -> {
      context.owner().setTimer(FIRST_MILLIS, _ -> first.tryComplete(Optional.empty()));
      look();
    });
    return this;
  }

  /** What there is once all was told; empty where no other node owns the channel. */
  Future<Optional<Presentation>> first() {
    return first.future();
  }

  /** Empty before all was told. */
  Optional<Presentation> shown() {
    return shown;
  }

  private void look() {
    if (closed) {
      return;
    }
    int now = ++life;
    owners
        .find(channel)
        .onSuccess(owner -> {
          if (isVoid(now)) {
            return;
          }
          if (owner instanceof Owner.Other(String address)) {
            connect(address, now);
          } else {
            first.tryComplete(Optional.empty());
            again(now, pause());
          }
        });
  }

  private boolean isVoid(int then) {
    return closed || then != life;
  }

  private void connect(String address, int now) {
    calls
        .begin(address, HttpMethod.GET, FollowDesk.PREFIX + channel)
        .onSuccess(call -> ask(call, now))
        .onFailure(_ -> again(now, pause()));
  }

  private void ask(PeerCalls.Call call, int now) {
    if (isVoid(now)) {
      call.request().reset();
      return;
    }
    request = call.request();
    watch(now);
    call.request()
        .send()
        .onSuccess(response -> {
          if (response.statusCode() == 200 && call.isAnsweredBy(response)) {
            read(response, now);
          } else {
            cut(now);
          }
        })
        .onFailure(_ -> cut(now));
  }

  private void read(HttpClientResponse response, int now) {
    FrameReader frames = new FrameReader();
    response.handler(bytes -> came(bytes, frames, now));
    response.exceptionHandler(_ -> cut(now));
    response.endHandler(_ -> cut(now));
  }

  private void came(Buffer bytes, FrameReader frames, int now) {
    if (isVoid(now)) {
      return;
    }
    watch(now);
    try {
      for (Frame frame : frames.read(bytes)) {
        followed.apply(frame);
      }
    } catch (RuntimeException | OutOfMemoryError e) { // what is lost would shift what follows
      LOGGER.warn("what is told of the channel {} can't be taken in", channel, e);
      cut(now, UNFIT_MILLIS);
      return;
    }
    if (followed.isCurrent()) {
      shown = Optional.of(followed.presentation());
      first.tryComplete(shown);
    }
  }

  private void watch(int now) {
    unwatch();
    silence = context.owner().setTimer(SILENCE_MILLIS, _ -> cut(now));
  }

  private void unwatch() {
    if (silence >= 0) {
      context.owner().cancelTimer(silence);
      silence = -1;
    }
  }

  /** The node is gone, or has lost the channel. */
  private void cut(int now) {
    cut(now, pause());
  }

  private void cut(int now, long pause) {
    if (isVoid(now)) {
      return;
    }
    unwatch();
    if (request != null) {
      request.reset();
      request = null;
    }
    followed.restart();
    again(now, pause);
  }

  private long pause() {
    return shown.isPresent() ? RETRY_MILLIS : IDLE_MILLIS;
  }

  private void again(int now, long pause) {
    if (!isVoid(now)) {
      life++;
      context.owner().setTimer(pause, _ -> look());
    }
  }

  /** Can be called anywhere. */
  void close() {
    context.runOnContext(_ -> {
      closed = true;
      unwatch();
      first.tryComplete(Optional.empty());
      if (request != null) {
        request.reset();
      }
      followed.close();
    });
  }
}
