package dev.headwater.edge.live;

import dev.headwater.edge.live.journal.JournalKeys;
import dev.headwater.edge.live.timeline.Slate;
import dev.headwater.edge.live.timeline.SlateTrack;
import dev.headwater.edge.live.timeline.Terms;
import dev.headwater.edge.live.timeline.UnfitMediaException;
import dev.headwater.media.isobmff.CmafPiece;
import dev.headwater.media.isobmff.CmafReader;
import dev.headwater.media.isobmff.MalformedBoxException;
import dev.headwater.platform.channel.Channel;
import dev.headwater.platform.channel.OnStale;
import dev.headwater.platform.store.ObjectInfo;
import dev.headwater.platform.store.ObjectStore;
import dev.headwater.platform.store.StoredObject;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What channels show while no media comes to them: in memory while media comes to this node, and in
 * the store, beside their journals, for whichever node it comes to next. Thread-safe.
 */
final class Slates {
  private static final Logger LOGGER = LoggerFactory.getLogger(Slates.class);

  /** Some seconds of the largest rendition. */
  static final int MOST_BYTES = 8 << 20;

  /** More than any channel has renditions. */
  private static final int MOST_TRACKS = 16;

  private final Optional<ObjectStore> store;
  private final Map<String, Slate> known = new ConcurrentHashMap<>();

  /**
   * @param store none: a slate is known to this node alone, as long as it runs
   */
  Slates(Optional<ObjectStore> store) {
    this.store = store;
  }

  /** What a channel shows now; {@link Slate#NONE} where it holds its last playlist. */
  Slate of(Optional<Channel> channel) {
    return channel
        .filter(one -> one.open() && one.onStale() == OnStale.SLATE)
        .map(one -> known.getOrDefault(one.id(), Slate.NONE))
        .orElse(Slate.NONE);
  }

  /** Fails where it can't be repeated. */
  static SlateTrack read(Buffer bytes, Terms terms)
      throws MalformedBoxException, UnfitMediaException {
    CmafReader reader = new CmafReader(CmafReader.MAX_HEADER_BYTES, MOST_BYTES);
    List<CmafPiece> pieces = reader.read(((BufferInternal) bytes).getByteBuf().nioBuffer());
    reader.end();
    SlateTrack track = SlateTrack.of(pieces);
    track.check(terms);
    return track;
  }

  /** Whether a channel has that track. */
  Future<Boolean> has(String channel, String name) {
    boolean isHere = known.getOrDefault(channel, Slate.NONE).tracks().containsKey(name);
    return isHere || store.isEmpty()
        ? Future.succeededFuture(isHere)
        : store.get().stat(JournalKeys.slate(channel, name)).map(Optional::isPresent);
  }

  /** Takes a track, and writes it down. Fails where there are too many, or the store fails. */
  Future<Void> keep(String channel, String name, SlateTrack track, Buffer bytes) {
    Slate slate =
        known.merge(channel, new Slate(Map.of(name, track)), (one, _) -> one.with(name, track));
    if (slate.tracks().size() > MOST_TRACKS) {
      known.remove(channel);
      return Future.failedFuture("more than " + MOST_TRACKS + " tracks of a slate");
    }
    return store
        .map(objects -> objects.write(JournalKeys.slate(channel, name), bytes).<Void>mapEmpty())
        .orElseGet(Future::succeededFuture);
  }

  /** Looks in the store for what it has of a channel that media begins to come to. Never fails. */
  Future<Void> recall(Channel channel) {
    if (store.isEmpty()) {
      return Future.succeededFuture();
    }
    ObjectStore objects = store.get();
    return objects
        .list(JournalKeys.slates(channel.id()))
        .compose(found -> {
          List<Future<Void>> reads = new ArrayList<>();
          found.stream().limit(MOST_TRACKS).forEach(one -> reads.add(read(objects, channel, one)));
          return Future.join(reads).<Void>mapEmpty();
        })
        .recover(failure -> {
          LOGGER.warn("the slate of channel {} can't be read", channel.id(), failure);
          return Future.succeededFuture();
        });
  }

  private Future<Void> read(ObjectStore objects, Channel channel, ObjectInfo object) {
    Optional<String> name = JournalKeys.ofSlate(object.key());
    if (name.isEmpty() || object.size() > MOST_BYTES) {
      return Future.succeededFuture();
    }
    return objects
        .open(object.key())
        .compose(found -> found.map(Slates::content).orElseGet(() -> Future.failedFuture("gone")))
        .compose(bytes -> {
          try {
            SlateTrack track = read(bytes, Terms.of(channel));
            known.merge(
                channel.id(),
                new Slate(Map.of(name.get(), track)),
                (one, _) ->
                    one.tracks().containsKey(name.get()) ? one : one.with(name.get(), track));
            return Future.succeededFuture();
          } catch (MalformedBoxException | UnfitMediaException e) {
            return Future.failedFuture(e);
          }
        });
  }

  private static Future<Buffer> content(StoredObject object) {
    Buffer whole = Buffer.buffer();
    Future<Buffer> read =
        object.body().collect(Collector.of(() -> whole, Buffer::appendBuffer, (a, _) -> a));
    object.body().resume();
    return read.onComplete(_ -> object.close());
  }

  /** It holds its last playlist from now on. */
  Future<Void> remove(String channel) {
    known.remove(channel);
    return store
        .map(objects -> objects.deleteAll(JournalKeys.slates(channel)))
        .orElseGet(Future::succeededFuture);
  }

  /** Others are in the store, if there is one. */
  void keepOnly(Predicate<String> channels) {
    if (store.isPresent()) {
      known.keySet().removeIf(channels.negate());
    }
  }
}
