package dev.headwater.edge.live;

import dev.headwater.edge.peer.ChannelOwners;
import dev.headwater.edge.peer.Owner;
import dev.headwater.edge.peer.PeerCalls;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Hands what an encoder sends on to the node that owns its channel, no faster than that takes it.
 * Event-loop confined.
 */
final class IngestRelay {
  /** How often it is looked whether the node still owns the channel. */
  private static final long CHECK_MILLIS = 1_000;

  /** Of answers of another node: they are sentences. */
  private static final int MOST_ANSWER = 64 * 1024;

  private final Vertx vertx;
  private final ChannelOwners owners;
  private final PeerCalls calls;
  private final IngestRoom room;

  IngestRelay(Vertx vertx, ChannelOwners owners, PeerCalls calls, IngestRoom room) {
    this.vertx = vertx;
    this.owners = owners;
    this.calls = calls;
    this.room = room;
  }

  /**
   * A request without content, for whichever node owns the channel; where none does, it is done.
   */
  void pass(HttpServerRequest request, String channel) {
    owners
        .find(channel)
        .onSuccess(owner -> {
          if (owner instanceof Owner.Other(String address)) {
            pass(request, channel, address, new TrackStream.Content(Buffer.buffer(), true));
          } else {
            Ingest.answer(request, 204);
          }
        });
  }

  /**
   * A request for whichever node owns the channel.
   *
   * @param whole whether it has no content
   * @param otherwise where no other node does
   */
  void pass(HttpServerRequest request, String channel, boolean whole, Runnable otherwise) {
    request.pause();
    owners
        .find(channel)
        .onComplete((owner, _) -> {
          if (owner instanceof Owner.Other(String address)) {
            pass(request, channel, address, new TrackStream.Content(Buffer.buffer(), whole));
            request.resume();
          } else {
            otherwise.run();
          }
        });
  }

  /**
   * @param address of the node that owns the channel
   * @param content what came of it
   */
  void pass(
      HttpServerRequest request, String channel, String address, TrackStream.Content content) {
    Passage passage = new Passage(request, channel, address, content);
    if (!passage.fits()) {
      passage.end(() -> Ingest.crowded(request));
      return;
    }
    calls
        .begin(address, request.method(), request.uri())
        .onSuccess(passage::begin)
        .onFailure(_ -> passage.end(() -> gone(request)));
  }

  private static void gone(HttpServerRequest request) {
    Ingest.refuse(request, "not-here", 503, "the node that takes this channel's media is gone");
  }

  /** One request on its way. */
  private final class Passage {
    private final HttpServerRequest request;
    private final String channel;
    private final OwnerWatch watch;
    private final Buffer early; // what came before there was a connection
    private final IngestRoom.Share share;
    private long waiting; // bytes that aren't written yet
    private PeerCalls.@Nullable Call call;
    private boolean whole;
    private boolean paused;
    private boolean over;
    private long timer = -1;

    Passage(
        HttpServerRequest request, String channel, String address, TrackStream.Content content) {
      this.request = request;
      this.channel = channel;
      this.watch = new OwnerWatch(address);
      this.early = content.bytes();
      this.waiting = early.length();
      this.share = room.share(channel);
      this.whole = content.whole();
      if (!whole) {
        request.handler(this::came);
        request.endHandler(_ -> allCame());
        request.exceptionHandler(_ -> allCame());
      }
    }

    void begin(PeerCalls.Call made) {
      if (over) {
        made.request().reset();
        return;
      }
      call = made;
      HttpClientRequest out = made.request();
      copy(HttpHeaders.AUTHORIZATION, out);
      copy(HttpHeaders.CONTENT_TYPE, out);
      copy(HttpHeaders.CONTENT_LANGUAGE, out);
      copy(HttpHeaders.IF_NONE_MATCH, out);
      out.setChunked(true).setWriteQueueMaxSize(TrackStream.MOST_AHEAD);
      out.exceptionHandler(_ -> end(this::lost));
      out.response().onSuccess(this::answered).onFailure(_ -> end(this::lost));
      timer = vertx.setPeriodic(CHECK_MILLIS, _ -> check());
      out.drainHandler(_ -> resume());
      written(early.length(), out.write(early));
      if (whole) {
        out.end();
      } else {
        paused = false;
        request.resume(); // who had it before may have paused it
      }
    }

    /** Whether there is room for what waits. */
    boolean fits() {
      return share.hold(waiting);
    }

    private void written(int bytes, Future<Void> writing) {
      writing.onComplete((_, _) -> {
        waiting -= bytes;
        if (!over) {
          share.hold(waiting);
        }
      });
    }

    private void crowded() {
      if (call != null) {
        call.request().reset();
      }
      Ingest.crowded(request);
    }

    private void resume() {
      if (paused) {
        paused = false;
        request.resume();
      }
    }

    private void copy(CharSequence name, HttpClientRequest out) {
      String value = request.getHeader(name);
      if (value != null) {
        out.putHeader(name, value);
      }
    }

    private void came(Buffer bytes) {
      if (over) {
        return;
      }
      waiting += bytes.length();
      if (!fits()) {
        end(this::crowded);
        return;
      }
      boolean full;
      if (call == null) {
        early.appendBuffer(bytes);
        full = early.length() > TrackStream.MOST_AHEAD;
      } else {
        written(bytes.length(), call.request().write(bytes));
        full = call.request().writeQueueFull();
      }
      if (full && !paused) {
        paused = true;
        request.pause();
      }
    }

    /** An encoder that hangs up has sent what it has sent. */
    private void allCame() {
      if (!whole) {
        whole = true;
        if (call != null && !over) {
          call.request().end();
        }
      }
    }

    /** A node that hangs takes nothing, and says nothing. */
    private void check() {
      owners
          .find(channel)
          .onSuccess(owner -> {
            if (watch.isOver(owner)) {
              end(this::lost);
            }
          });
    }

    private void answered(HttpClientResponse response) {
      if (!Objects.requireNonNull(call).isAnsweredBy(response)) {
        end(this::lost);
        return;
      }
      Buffer said = Buffer.buffer();
      response.handler(bytes -> {
        if (said.length() < MOST_ANSWER) {
          said.appendBuffer(bytes);
        }
      });
      response.exceptionHandler(_ -> end(this::lost));
      response.endHandler(_ -> end(() -> answer(response, said)));
    }

    private void answer(HttpClientResponse response, Buffer said) {
      if (request.response().ended()) {
        return;
      }
      copy(response, HttpHeaders.CONTENT_TYPE);
      copy(response, "Retry-After");
      request.response().setStatusCode(response.statusCode()).end(said);
      if (response.statusCode() >= 400) {
        request.connection().close();
      }
    }

    private void copy(HttpClientResponse from, CharSequence name) {
      String value = from.getHeader(name);
      if (value != null) {
        request.response().putHeader(name, value);
      }
    }

    private void lost() {
      if (call != null) {
        call.request().reset();
      }
      gone(request);
    }

    void end(Runnable last) {
      if (!over) {
        over = true;
        share.release();
        vertx.cancelTimer(timer);
        last.run();
      }
    }
  }
}
