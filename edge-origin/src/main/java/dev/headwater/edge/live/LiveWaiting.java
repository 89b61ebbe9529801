package dev.headwater.edge.live;

import dev.headwater.edge.live.timeline.RenditionView;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.function.Consumer;

/** Where requests of one event loop wait for what is live. Confined to it. */
public final class LiveWaiting {
  private final LiveChannels channels;
  private final Vertx vertx;
  private final Context context;
  private final Waiting waiting;
  private boolean closed;

  private LiveWaiting(Vertx vertx, Context context, LiveChannels channels, Waiting waiting) {
    this.vertx = vertx;
    this.context = context;
    this.channels = channels;
    this.waiting = waiting;
  }

  /**
   * On the calling event loop.
   *
   * @param most who may wait at once
   */
  public static LiveWaiting begin(Vertx vertx, Context context, LiveChannels channels, int most) {
    Waiting waiting = new Waiting(vertx, most);
    channels.serveOn(context, waiting);
    return new LiveWaiting(vertx, context, channels, waiting);
  }

  /** Whether there is room to wait; {@code then} is told of what became of it, later. */
  public boolean hold(LiveAnswer.Held held, Consumer<LiveAnswer> then) {
    boolean room =
        !closed
            && waiting.hold(
                held.rendition(),
                held.place(),
                held.limit(),
                reached -> then.accept(held.then().apply(reached)));
    if (room) {
      publishedMeanwhile(held.rendition()).ifPresent(view -> waiting.wake(held.rendition(), view));
    }
    return room;
  }

  /** Nobody waits any more: who does is told at once, while there are connections. */
  public void close() {
    closed = true;
    waiting.giveUp(_ -> true);
  }

  /** {@code then} is told of what became of it, later. */
  public void recall(LiveAnswer.Recalled recalled, Consumer<LiveAnswer> then) {
    channels
        .recall(vertx, recalled.channel())
        .onSuccess(found -> context.runOnContext(_ -> then.accept(recalled.then().apply(found))));
  }

  /** It may have been published after it was looked for, and before anybody waited. */
  private Optional<RenditionView> publishedMeanwhile(RenditionName name) {
    return channels.find(name.channel()).flatMap(live -> live.view(name.rendition()));
  }
}
