package dev.headwater.edge.fill;

import dev.headwater.edge.http.range.ByteSpan;
import dev.headwater.edge.http.range.Slices;
import dev.headwater.edge.memory.ContentReader;
import dev.headwater.edge.stored.Content;
import dev.headwater.edge.stored.StoredResponse;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A way through the slices of a large response: while one is being sent, the next is fetched.
 * Event-loop confined.
 */
final class SliceReader implements ContentReader {
  /** The slice being sent and the one after it. */
  private static final int AHEAD = 2;

  private final Slicing slicing;
  private final CacheRequest request;
  private final StoredResponse large;
  private final ByteSpan span;
  private final Executor loop;
  private final Slices.Indexes indexes;
  private final Deque<Future<StoredResponse>> coming = new ArrayDeque<>();
  private long nextToAsk;
  private long current;
  private @Nullable StoredResponse open;
  private @Nullable ContentReader reader;

  /** Keeps a reference to the response until it is closed. */
  SliceReader(
      Slicing slicing, CacheRequest request, StoredResponse large, ByteSpan span, Executor loop) {
    this.slicing = slicing;
    this.request = request;
    this.large = large.retain();
    this.span = span;
    this.loop = loop;
    this.indexes = slicing.indexes(span);
    this.nextToAsk = indexes.first();
    this.current = indexes.first();
  }

  @Override
  public Next next(int most, Runnable whenMore) {
    while (true) {
      if (reader != null) {
        Next next = reader.next(most, whenMore);
        if (!(next instanceof Next.End)) {
          return next instanceof Next.Bytes(var bytes, boolean last)
              ? new Next.Bytes(bytes, last && current > indexes.last())
              : next;
        }
        closeSlice();
      }
      if (current > indexes.last()) {
        return new Next.End();
      }
      ask();
      Future<StoredResponse> slice = coming.getFirst();
      if (!slice.isComplete()) {
        slice.onComplete(_ -> whenMore.run());
        return new Next.Later();
      }
      if (slice.failed()) {
        return new Next.Failed(slice.cause());
      }
      coming.removeFirst();
      openSlice(slice.result());
    }
  }

  private void ask() {
    while (coming.size() < AHEAD && nextToAsk <= indexes.last()) {
      coming.addLast(slicing.slice(request, large, nextToAsk++));
    }
  }

  private void openSlice(StoredResponse slice) {
    ByteSpan within = slicing.within(current++, span);
    open = slice;
    reader = ((Content.Whole) slice.content()).body().reader(within.from(), within.length(), loop);
    ask();
  }

  private void closeSlice() {
    if (reader != null) {
      reader.close();
      reader = null;
    }
    if (open != null) {
      open.release();
      open = null;
    }
  }

  @Override
  public void written() {
    if (reader != null) {
      reader.written();
    }
  }

  @Override
  public void close() {
    closeSlice();
    coming.forEach(slice -> slice.onSuccess(StoredResponse::release));
    coming.clear();
    large.release();
  }
}
