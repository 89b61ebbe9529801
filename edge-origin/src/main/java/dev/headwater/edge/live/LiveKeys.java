package dev.headwater.edge.live;

import dev.headwater.edge.live.timeline.RenditionView;
import dev.headwater.edge.protection.ChannelKeys;
import dev.headwater.edge.protection.KeyName;
import dev.headwater.platform.channel.Channel;
import dev.headwater.platform.runtime.CallerContext;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Optional;

/**
 * Finds keys of channels for those who were admitted: of what is in playlists, and no earlier. On
 * one event loop.
 */
public final class LiveKeys {
  /** Another node may have told a viewer of a segment before it tells this one. */
  private static final int AHEAD = 1;

  private final Vertx vertx;
  private final ChannelTable table;
  private final LiveChannels channels;
  private final ChannelKeys keys;

  LiveKeys(Vertx vertx, ChannelTable table, LiveChannels channels, ChannelKeys keys) {
    this.vertx = vertx;
    this.table = table;
    this.channels = channels;
    this.keys = keys;
  }

  /** 16 bytes; empty where there is no such key, or nothing that it opens. Never fails. */
  public Future<Optional<byte[]>> find(KeyName name) {
    Optional<Channel> channel =
        table.find(name.channel()).filter(one -> one.open() && one.encryption().isPresent());
    return channel.isEmpty()
        ? Future.succeededFuture(Optional.empty())
        : presentation(channel.get())
            .map(live ->
                live.flatMap(found -> found.view(name.rendition()))
                    .filter(view -> isOffered(name, view))
                    .flatMap(_ -> keys.key(channel.get(), name)));
  }

  private Future<Optional<Presentation>> presentation(Channel channel) {
    Optional<Presentation> live = channels.find(channel.id());
    return live.isPresent()
        ? Future.succeededFuture(live)
        : CallerContext.keep(vertx, channels.recall(vertx, channel));
  }

  private static boolean isOffered(KeyName name, RenditionView view) {
    long oldest =
        view.segments().isEmpty() ? view.nextNumber() : view.segments().getFirst().number();
    return view.terms()
        .keys()
        .filter(periods -> periods.overlaps(name, oldest, view.nextNumber() + AHEAD))
        .isPresent();
  }
}
