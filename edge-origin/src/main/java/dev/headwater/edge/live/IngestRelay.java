package dev.headwater.edge.live;

import dev.headwater.edge.peer.ChannelOwners;
import dev.headwater.edge.peer.Owner;
import dev.headwater.edge.peer.PeerCalls;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

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

  IngestRelay(Vertx vertx, ChannelOwners owners, PeerCalls calls) {
    this.vertx = vertx;
    this.owners = owners;
    this.calls = calls;
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
    request.pause();
    calls
        .begin(address, request.method(), request.uri())
        .onSuccess(call -> new Passage(request, channel, address, call).begin(content))
        .onFailure(_ -> gone(request));
  }

  private static void gone(HttpServerRequest request) {
    Ingest.refuse(request, "not-here", 503, "the node that takes this channel's media is gone");
  }

  /** One request on its way. */
  private final class Passage {
    private final HttpServerRequest request;
    private final String channel;
    private final String address;
    private final PeerCalls.Call call;
    private final HttpClientRequest out;
    private long timer;
    private boolean over;

    Passage(HttpServerRequest request, String channel, String address, PeerCalls.Call call) {
      this.request = request;
      this.channel = channel;
      this.address = address;
      this.call = call;
      this.out = call.request();
    }

    void begin(TrackStream.Content content) {
      copy(HttpHeaders.AUTHORIZATION);
      copy(HttpHeaders.CONTENT_TYPE);
      copy(HttpHeaders.IF_NONE_MATCH);
      out.setChunked(true);
      out.exceptionHandler(_ -> end(this::lost));
      out.response().onSuccess(this::answered).onFailure(_ -> end(this::lost));
      timer = vertx.setPeriodic(CHECK_MILLIS, _ -> check());
      request.exceptionHandler(_ -> end(out::reset));
      out.write(content.bytes());
      if (content.whole()) {
        out.end();
        return;
      }
      request.handler(this::came);
      request.endHandler(_ -> out.end());
      request.resume();
    }

    private void copy(CharSequence name) {
      String value = request.getHeader(name);
      if (value != null) {
        out.putHeader(name, value);
      }
    }

    private void came(Buffer bytes) {
      if (over) {
        return;
      }
      out.write(bytes);
      if (out.writeQueueFull()) {
        request.pause();
        out.drainHandler(_ -> request.resume());
      }
    }

    /** A node that hangs takes nothing, and says nothing. */
    private void check() {
      owners
          .find(channel)
          .onSuccess(owner -> {
            boolean same = owner instanceof Owner.Other(String now) && now.equals(address);
            if (!same && !(owner instanceof Owner.Unknown)) {
              end(this::lost);
            }
          });
    }

    private void answered(HttpClientResponse response) {
      if (!call.isAnsweredBy(response)) {
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
      String type = response.getHeader(HttpHeaders.CONTENT_TYPE);
      if (type != null) {
        request.response().putHeader(HttpHeaders.CONTENT_TYPE, type);
      }
      request.response().setStatusCode(response.statusCode()).end(said);
      if (response.statusCode() >= 400) {
        request.connection().close();
      }
    }

    private void lost() {
      out.reset();
      gone(request);
    }

    private void end(Runnable last) {
      if (!over) {
        over = true;
        vertx.cancelTimer(timer);
        last.run();
      }
    }
  }
}
