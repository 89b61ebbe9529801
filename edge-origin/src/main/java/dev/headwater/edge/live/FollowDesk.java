package dev.headwater.edge.live;

import dev.headwater.edge.live.follow.Frame;
import dev.headwater.edge.live.follow.FrameWriter;
import dev.headwater.edge.peer.PeerWord;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Optional;

/** Tells other nodes of the channels that media comes to here. Event-loop confined. */
public final class FollowDesk {
  static final String PREFIX = "/follow/";

  /** What may wait on one connection: as much as a part has, for each of hundreds of them. */
  private static final int MOST_BEHIND = 256 * 1024;

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
        .setWriteQueueMaxSize(MOST_BEHIND);
    Followers.Sink sink = new OnConnection(context, response);
    response.closeHandler(_ -> live.get().unfollow(sink));
    live.get().follow(sink).onFailure(_ -> sink.execute(sink::cut));
  }

  private static final class OnConnection implements Followers.Sink {
    /** What is told at once goes out together, up to so much. */
    private static final int PIECE = 32 * 1024;

    private final Context context;
    private final HttpServerResponse response;
    private Buffer told = Buffer.buffer();

    OnConnection(Context context, HttpServerResponse response) {
      this.context = context;
      this.response = response;
    }

    @Override
    public void execute(Runnable task) {
      context.runOnContext(_ -> task.run());
    }

    @Override
    public boolean isFull() {
      return isOver() || response.writeQueueFull();
    }

    private boolean isOver() {
      return response.closed() || response.ended();
    }

    @Override
    public void whenDrained(Runnable then) {
      if (!isOver()) {
        response.drainHandler(_ -> then.run());
      }
    }

    @Override
    public void tell(Frame frame) {
      told.appendBuffer(FrameWriter.head(frame));
      if (told.length() >= PIECE) {
        flush();
      }
    }

    @Override
    public void tell(Frame frame, Runnable sent) {
      tell(frame);
      flush();
      if (isOver()) {
        sent.run();
      } else {
        response.write(frame.bytes()).onComplete(_ -> sent.run());
      }
    }

    @Override
    public void flush() {
      if (told.length() > 0 && !isOver()) {
        response.write(told);
      }
      told = Buffer.buffer();
    }

    @Override
    public void cut() {
      if (!isOver()) {
        response.end();
      }
    }
  }
}
