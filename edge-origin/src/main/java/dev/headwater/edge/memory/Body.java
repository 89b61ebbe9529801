package dev.headwater.edge.memory;

import io.netty.buffer.ByteBuf;
import io.netty.util.AbstractReferenceCounted;
import io.netty.util.IllegalReferenceCountException;
import io.netty.util.ReferenceCounted;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a response as they arrive: one writer, any number of readers, each of which gets
 * what is here already and then the rest. Counted by reference; thread-safe.
 *
 * <h2>Kept and passing</h2>
 *
 * A <em>kept</em> body holds all its bytes from the first on, so that a reader may come at any
 * time, and the writer never waits. A <em>passing</em> body is too large to be kept or may not be
 * stored: it holds what lies between its writer and its slowest reader, no more than a window of
 * it, and a new reader can't join once its first bytes are gone. It keeps its last block and writes
 * into it again, so that it goes on where there is no other memory. Any body begins as kept; {@link
 * #pass} turns it.
 */
public final class Body extends AbstractReferenceCounted {
  /** What a passing body holds: enough for a fast client over a long line. */
  static final long WINDOW_BYTES = 1L << 20;

  private final Allocation allocation;
  private final Set<Reader> readers = new HashSet<>();
  private List<Block> blocks = Allocation.none();

  /** Bytes that the blocks before the first one had. */
  private long dropped;

  /** Bytes that the blocks have room for, dropped ones included. */
  private long capacity;

  private long length;
  private boolean passing;
  private boolean ended;
  private @Nullable Throwable failure;
  private @Nullable Throwable passed;
  private @Nullable Runnable drained;
  private @Nullable Runnable roomy;
  private @Nullable Runnable abandoned;

  /** All bytes as one, where they lie in one block and no more will come. */
  private volatile @Nullable ByteBuf single;

  Body(Allocation allocation) {
    this.allocation = allocation;
  }

  /** Takes memory for so many bytes beforehand; false where there is no room. */
  public synchronized boolean expect(long bytes) {
    List<Block> more = bytes <= capacity ? List.of() : allocation.allocate(bytes - capacity);
    if (more != null) {
      add(more);
    }
    return more != null;
  }

  /** Takes over as many of the bytes as there is room for, as a copy; returns how many. */
  public int append(ByteBuf bytes) {
    int taken;
    List<Reader> waiting;
    synchronized (this) {
      taken = (int) Math.min(bytes.readableBytes(), roomFor(bytes.readableBytes()));
      copy(bytes, taken);
      waiting = takeWaiting();
    }
    waiting.forEach(Reader::wake);
    return taken;
  }

  private long roomFor(int more) {
    if (length + more > capacity) {
      List<Block> grown = allocation.grow(length, length + more - capacity);
      if (grown != null) {
        add(grown);
      }
    }
    return capacity - length;
  }

  private void add(List<Block> more) {
    blocks.addAll(more);
    more.forEach(block -> capacity += block.size());
  }

  private void copy(ByteBuf bytes, int most) {
    int from = bytes.readerIndex();
    int left = most;
    long start = dropped;
    for (Block block : blocks) {
      long end = start + block.size();
      if (left > 0 && length < end) {
        int part = (int) Math.min(left, end - length);
        // By a view of its own: Netty may write through one that all blocks of a region share.
        bytes.getBytes(from, block.bytes().nioBuffer((int) (length - start), part));
        from += part;
        left -= part;
        length += part;
      }
      start = end;
    }
  }

  /** No more will come. */
  public void complete() {
    end(null);
  }

  /** No more will come, and what has come is not all: readers fail. */
  public void fail(Throwable cause) {
    end(Objects.requireNonNull(cause));
  }

  private void end(@Nullable Throwable cause) {
    List<Reader> waiting;
    synchronized (this) {
      if (ended) {
        return;
      }
      ended = true;
      failure = cause;
      if (cause == null && !passing) {
        seal();
      }
      waiting = takeWaiting();
    }
    waiting.forEach(Reader::wake);
  }

  /** Blocks that were taken for bytes that never came are given back. */
  private void seal() {
    long needed = 0;
    int used = 0;
    while (used < blocks.size() && needed < length) {
      needed += blocks.get(used++).size();
    }
    allocation.free(blocks.subList(used, blocks.size()));
    blocks = List.copyOf(blocks.subList(0, used));
    capacity = needed;
    if (used == 1) {
      single = blocks.getFirst().bytes().slice(0, (int) length);
    }
  }

  /**
   * From now on only a window is held.
   *
   * @param late what readers fail with whose first bytes are no longer held
   * @param whenAbandoned called when nobody who could read it is left before the end
   */
  public synchronized void pass(Throwable late, Runnable whenAbandoned) {
    passing = true;
    passed = late;
    abandoned = whenAbandoned;
    drop(slowest());
  }

  /** Nobody who could read it is left: the writer of a passing body may stop. */
  public void abandon() {
    Runnable told;
    synchronized (this) {
      told = passing && !ended ? abandoned : null;
      abandoned = null;
    }
    if (told != null) {
      told.run();
    }
  }

  /** Whether only a window is held, and nobody reads it, any more or yet. */
  public synchronized boolean isDeserted() {
    return passing && !ended && readers.isEmpty();
  }

  /** Whether its first bytes are no longer held, so that nobody new can read all of it. */
  public synchronized boolean hasPassed() {
    return dropped > 0;
  }

  /** Whether the writer should wait; if so, it is called back once, on any thread. */
  public synchronized boolean isFull(Runnable whenDrained) {
    boolean full = passing && length - slowest() >= WINDOW_BYTES;
    if (full) {
      drained = whenDrained;
    }
    return full;
  }

  /**
   * Whether readers of a passing body have to go on before there is room for another byte; if so,
   * the writer is called back once there is, on any thread.
   */
  public synchronized boolean isOutOfRoom(Runnable whenRoomy) {
    boolean out = passing && length >= capacity;
    if (out) {
      roomy = whenRoomy;
    }
    return out;
  }

  /** Who is on the way here wants all: without readers, nothing is given up. */
  private long slowest() {
    long least = readers.isEmpty() ? dropped : length;
    for (Reader reader : readers) {
      least = Math.min(least, reader.given());
    }
    return least;
  }

  /** Bytes that have come so far. */
  public synchronized long length() {
    return length;
  }

  /** Bytes of memory that it takes. */
  public synchronized long sizeBytes() {
    return capacity - dropped;
  }

  /** Whether all has come, and all is held. */
  public synchronized boolean isWhole() {
    return ended && failure == null && !passing;
  }

  /**
   * All bytes, where they lie in one piece and no more will come; its indices are not to be moved.
   */
  public @Nullable ByteBuf single() {
    return single;
  }

  /** All bytes of a whole body, to be read while the caller holds a reference. */
  public synchronized List<ByteBuf> pieces() {
    if (!isWhole()) {
      throw new IllegalStateException("pieces of a body that is not whole");
    }
    List<ByteBuf> pieces = new ArrayList<>(blocks.size());
    long at = 0;
    for (Block block : blocks) {
      pieces.add(block.bytes().slice(0, (int) Math.min(block.size(), length - at)));
      at += block.size();
    }
    return pieces;
  }

  /**
   * A reader of the bytes from an offset on; it fails where they are no longer held.
   *
   * @param loop the reader's event loop
   */
  public ContentReader reader(long from, long bytes, Executor loop) {
    Reader reader = new Reader(this, from, bytes, loop);
    synchronized (this) {
      if (!ended || passing) {
        readers.add(reader);
      }
    }
    return reader;
  }

  /** The next bytes at an offset, in one block; null where they have not come yet. */
  synchronized @Nullable ByteBuf read(long from, int most) {
    if (from < dropped) {
      return null;
    }
    long start = dropped;
    for (Block block : blocks) {
      if (from < start + block.size()) {
        int bytes = (int) Math.min(Math.min(most, length - from), start + block.size() - from);
        return bytes <= 0 ? null : block.bytes().slice((int) (from - start), bytes);
      }
      start += block.size();
    }
    return null;
  }

  /** Whether a reader at that offset has to wait for bytes or the end; then it is woken. */
  synchronized boolean waits(long from, Reader reader) {
    boolean waits = !ended && from >= length;
    if (waits) {
      reader.waits = true;
    }
    return waits;
  }

  synchronized boolean hasEndedWellAt(long from) {
    return ended && failure == null && from >= length;
  }

  /** Why the bytes from there on will never come, if so. */
  synchronized @Nullable Throwable failureAt(long from) {
    if (from < dropped) {
      return passed;
    }
    return ended && from >= length ? failure : null;
  }

  private List<Reader> takeWaiting() {
    List<Reader> waiting = List.of();
    for (Reader reader : readers) {
      if (reader.waits) {
        reader.waits = false;
        waiting = waiting.isEmpty() ? new ArrayList<>() : waiting;
        waiting.add(reader);
      }
    }
    return waiting;
  }

  /** A reader is done with the bytes before its position. */
  void advanced() {
    Runnable resume;
    Runnable goOn;
    synchronized (this) {
      if (!passing) {
        return;
      }
      drop(slowest());
      resume = length - slowest() < WINDOW_BYTES / 2 ? drained : null;
      drained = resume == null ? drained : null;
      goOn = capacity > length ? roomy : null;
      roomy = goOn == null ? roomy : null;
    }
    if (resume != null) {
      resume.run();
    }
    if (goOn != null) {
      goOn.run();
    }
  }

  private void drop(long before) {
    while (!blocks.isEmpty() && dropped + blocks.getFirst().size() <= before) {
      Block first = blocks.removeFirst();
      dropped += first.size();
      if (blocks.isEmpty() && !ended) {
        add(List.of(first));
        return;
      }
      allocation.free(List.of(first));
    }
  }

  void left(Reader reader) {
    synchronized (this) {
      readers.remove(reader);
    }
    advanced();
  }

  /** Whether a reference could be had: false where the last one was released meanwhile. */
  public boolean tryRetain() {
    try {
      retain();
      return true;
    } catch (IllegalReferenceCountException e) {
      return false;
    }
  }

  @Override
  public Body retain() {
    super.retain();
    return this;
  }

  @Override
  protected synchronized void deallocate() {
    single = null;
    allocation.free(blocks);
    blocks = List.of();
  }

  @Override
  public ReferenceCounted touch(Object hint) {
    return this;
  }
}
