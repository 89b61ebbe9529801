package dev.headwater.edge.live;

import dev.headwater.edge.live.timeline.RenditionView;
import dev.headwater.edge.protection.ChannelKeys;
import dev.headwater.edge.protection.KeyName;
import dev.headwater.edge.protection.KeyQuestion;
import dev.headwater.edge.protection.KeySet;
import dev.headwater.edge.protection.OfferedKeys;
import dev.headwater.platform.channel.Channel;
import dev.headwater.platform.runtime.CallerContext;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Finds keys of channels for those who were admitted: of what is in playlists, and no earlier. On
 * one event loop.
 */
public final class LiveKeys implements OfferedKeys {
  private static final KeySet NONE = new KeySet(new TreeMap<>());

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

  @Override
  public Future<Optional<byte[]>> find(KeyName name) {
    Optional<Channel> channel = channel(name.channel());
    return channel.isEmpty()
        ? Future.succeededFuture(Optional.empty())
        : presentation(channel.get())
            .map(live ->
                live.flatMap(found -> found.view(name.rendition()))
                    .filter(view -> isOffered(name, view))
                    .flatMap(_ -> keys.key(channel.get(), name)));
  }

  private Optional<Channel> channel(String id) {
    return table.find(id).filter(one -> one.open() && one.encryption().isPresent());
  }

  @Override
  public Future<KeySet> find(String id, KeyQuestion question) {
    Optional<Channel> channel = channel(id);
    return channel.isEmpty()
        ? Future.succeededFuture(NONE)
        : presentation(channel.get())
            .map(live -> live.map(found -> set(channel.get(), found, question)).orElse(NONE));
  }

  private KeySet set(Channel channel, Presentation live, KeyQuestion question) {
    Map<UUID, KeyName> asked = new HashMap<>();
    for (RenditionView view : live.views()) {
      Map<UUID, KeyName> offered = live.keyNames().of(view);
      for (UUID kid : question.kids()) {
        Optional.ofNullable(offered.get(kid)).ifPresent(name -> asked.put(kid, name));
      }
    }
    return keys.keys(channel, asked);
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
        .filter(periods -> periods.overlaps(name, oldest, view.nextNumber() + OfferedNames.AHEAD))
        .isPresent();
  }
}
