package dev.headwater.edge.live.journal;

import dev.headwater.edge.live.timeline.Past;
import dev.headwater.edge.live.timeline.PastRendition;
import dev.headwater.platform.runtime.CallerContext;
import dev.headwater.platform.store.ObjectStore;
import dev.headwater.platform.store.StoredObject;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collector;

/**
 * Reads the journal of one channel: the head, and then pieces from the newest back, as far as there
 * is time. Confined to an event loop.
 */
final class JournalReader {
  /** Encoders and viewers wait meanwhile. */
  private static final Duration LIMIT = Duration.ofSeconds(2);

  /** Far above any head or piece: what is larger is neither. */
  private static final int MAX_BYTES = 1 << 20;

  /** Pieces of a rendition that are asked for at once. */
  private static final int STRIDE = 8;

  private final Vertx vertx;
  private final ObjectStore store;
  private final String channel;
  private final Losses losses;
  private final long deadline = System.nanoTime() + LIMIT.toNanos();

  JournalReader(Vertx vertx, ObjectStore store, String channel, Losses losses) {
    this.vertx = vertx;
    this.store = store;
    this.channel = channel;
    this.losses = losses;
  }

  /** Never fails. */
  Future<Recollection> read() {
    String key = JournalKeys.head(channel);
    return object(key)
        .compose(found ->
            found.isEmpty()
                ? Future.succeededFuture((Recollection) new Recollection.Nothing())
                : pieces(JournalHead.read(found.get())))
        .recover(cause -> {
          losses.unread(key, cause);
          return Future.succeededFuture(
              cause instanceof DamagedJournalException
                  ? new Recollection.Damaged()
                  : new Recollection.Unread());
        });
  }

  private Future<Recollection> pieces(JournalHead head) {
    List<PieceChain> chains = head.renditions().stream().map(PieceChain::new).toList();
    return readBack(chains).map(whole -> known(head, chains, whole));
  }

  private static Recollection known(JournalHead head, List<PieceChain> chains, boolean whole) {
    long next = chains.stream().mapToLong(one -> one.nextNumber(head.ended())).max().orElse(0);
    next = Math.max(next, head.nextNumber());
    List<PastRendition> renditions = chains.stream().map(PieceChain::past).toList();
    long sequence =
        renditions.stream().mapToLong(PastRendition::discontinuitySequence).min().orElse(0);
    boolean all = whole && chains.stream().noneMatch(PieceChain::failed);
    return new Recollection.Known(new Past(next, sequence, renditions), head.ended(), all);
  }

  /** Tells whether all was looked at. */
  private Future<Boolean> readBack(List<PieceChain> chains) {
    List<PieceChain> open = chains.stream().filter(PieceChain::wantsMore).toList();
    if (open.isEmpty()) {
      return Future.succeededFuture(true);
    }
    if (System.nanoTime() - deadline >= 0) {
      return Future.succeededFuture(false);
    }
    return Future.all(open.stream().map(this::stride).toList()).compose(_ -> readBack(chains));
  }

  private Future<Void> stride(PieceChain chain) {
    List<Future<PieceChain.Found>> stride =
        chain.next(STRIDE).stream().map(index -> piece(chain.rendition(), index)).toList();
    return Future.all(stride)
        .map(_ -> {
          stride.forEach(piece -> chain.add(piece.result()));
          return null;
        });
  }

  private Future<PieceChain.Found> piece(String rendition, long index) {
    String key = JournalKeys.piece(channel, rendition, index);
    return object(key)
        .<PieceChain.Found>map(bytes ->
            bytes.isEmpty() ? new PieceChain.Absent() : new PieceChain.Read(of(bytes.get(), index)))
        .recover(cause -> {
          losses.unread(key, cause);
          return Future.succeededFuture(
              cause instanceof DamagedJournalException
                  ? new PieceChain.Damaged()
                  : new PieceChain.Unread());
        });
  }

  private static JournalPiece of(Buffer bytes, long index) {
    JournalPiece piece = JournalPiece.read(bytes);
    if (piece.index() != index) {
      throw new DamagedJournalException("piece " + piece.index() + " (expected: " + index + ")");
    }
    return piece;
  }

  private Future<Optional<Buffer>> object(String key) {
    Future<Optional<StoredObject>> opening = store.open(key);
    Future<Optional<StoredObject>> inTime = timely(opening);
    inTime.onFailure(_ -> opening.onSuccess(late -> late.ifPresent(StoredObject::close)));
    return inTime.compose(found -> {
      if (found.isEmpty()) {
        return Future.succeededFuture(Optional.empty());
      }
      StoredObject object = found.get();
      return content(object).onComplete(_ -> object.close()).map(Optional::of);
    });
  }

  private Future<Buffer> content(StoredObject object) {
    long size = object.info().size();
    if (size > MAX_BYTES) {
      return Future.failedFuture(
          new DamagedJournalException("%d bytes (expected: <= %d)".formatted(size, MAX_BYTES)));
    }
    Buffer whole = Buffer.buffer((int) size);
    Future<Buffer> read =
        object.body().collect(Collector.of(() -> whole, Buffer::appendBuffer, (a, _) -> a));
    object.body().resume();
    return timely(read);
  }

  private <T> Future<T> timely(Future<T> step) {
    long left = Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime()));
    return CallerContext.keep(vertx, step).timeout(left, TimeUnit.MILLISECONDS);
  }
}
