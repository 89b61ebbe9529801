package dev.headwater.edge.live;

import dev.headwater.edge.live.follow.Frame;
import dev.headwater.edge.live.follow.FrameWriter;
import dev.headwater.edge.peer.PeerWord;
import io.vertx.core.Context;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Optional;

/** Tells other nodes of the channels that media comes to here. Event-loop confined. */
public final class FollowDesk {
  static final String PREFIX = "/follow/";

  /** What a node may be behind, after all that there is, before it is cut off to begin anew. */
  private static final int MOST_BEHIND = 64 * 1024 * 1024;

  private final Context context;
  private final LiveChannels channels;

  FollowDesk(Context context, LiveChannels channels) {
    this.context = context;
    this.channels = channels;
  }

  /** Whether a node's request is for this. */
  public boolean takes(HttpServerRequest request) {
    return request.uri().startsWith(PREFIX);
  }

  /** Answers a node that has proved to be one. */
  public void handle(HttpServerRequest request) {
    String id = request.uri().substring(PREFIX.length());
    Optional<LiveChannel> live = channels.begun(id);
    HttpServerResponse response = request.response();
    if (live.isEmpty()) {
      response.putHeader(PeerWord.FIELD, PeerWord.ABSENT.value()).setStatusCode(404).end();
      return;
    }
    response
        .putHeader(PeerWord.FIELD, PeerWord.HERE.value())
        .setChunked(true)
        .setWriteQueueMaxSize(mostBehind(live.get().presentation()));
    Followers.Sink sink = new OnConnection(context, response);
    response.closeHandler(_ -> live.get().unfollow(sink));
    live.get().follow(sink).onFailure(_ -> sink.cut());
  }

  private static int mostBehind(Presentation all) {
    return (int) Math.min(Integer.MAX_VALUE, MOST_BEHIND + all.bytesInMemory());
  }

  private record OnConnection(Context context, HttpServerResponse response)
      implements Followers.Sink {
    @Override
    public void tell(Frame frame) {
      var bytes = FrameWriter.write(frame);
      context.runOnContext(_ -> {
        if (response.closed() || response.ended()) {
          return;
        }
        if (response.writeQueueFull()) {
          response.reset();
        } else {
          response.write(bytes);
        }
      });
    }

    @Override
    public void cut() {
      context.runOnContext(_ -> {
        if (!response.closed() && !response.ended()) {
          response.end();
        }
      });
    }
  }
}
