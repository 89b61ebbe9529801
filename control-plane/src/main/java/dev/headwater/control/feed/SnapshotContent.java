package dev.headwater.control.feed;

import dev.headwater.platform.feed.FeedEntry;
import dev.headwater.platform.feed.FeedPage;
import dev.headwater.platform.settings.DataSize;
import dev.headwater.platform.snapshot.PackedPages;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The feed from its start, as far as it was read, in pages that are packed once they are full.
 * Beyond a size the older half of the news is left out, and the floor says so. Not thread-safe.
 */
final class SnapshotContent {
  /** As pages of the log. */
  private static final int PAGE_BYTES = 1 << 20;

  private static final int PAGE_LINES = 1000;

  /** What an entry has around its body, roughly. */
  private static final int ENTRY_BYTES = 60;

  /**
   * Full pages.
   *
   * @param size of what is packed, in bytes
   */
  private record Packed(Buffer bytes, int size) {}

  private final long maxBytes;
  private final List<Packed> full = new ArrayList<>();
  private final List<FeedEntry> open = new ArrayList<>();
  private int openBytes;
  private String history = "";
  private long floor;
  private long position;

  SnapshotContent(DataSize maxSize) {
    this.maxBytes = maxSize.bytes();
  }

  /** Of the last entry that was read: where reading goes on. */
  long position() {
    return position;
  }

  /** All that the log has up to there is here. */
  long reached() {
    return Math.max(position, floor);
  }

  /** Whether a page that was read from {@link #position} on follows on what is here. */
  boolean isContinuedBy(FeedPage page) {
    return history.isEmpty()
        || (history.equals(page.history())
            && page.floor() <= reached()
            && page.last() >= reached());
  }

  void clear() {
    full.clear();
    open.clear();
    openBytes = 0;
    history = "";
    floor = 0;
    position = 0;
  }

  /** What was read from {@link #position} on, where it is a continuation. */
  void add(FeedPage page) {
    if (history.isEmpty()) {
      history = page.history();
      floor = page.floor();
    }
    for (FeedEntry entry : page.entries()) {
      open.add(entry);
      openBytes += ENTRY_BYTES + size(entry);
      position = entry.sequence();
      boolean large = open.size() >= PAGE_LINES || openBytes >= PAGE_BYTES;
      if (large && position >= floor) { // up to the floor all is on one page: see the node's Cursor
        full.add(new Packed(packed(), openBytes));
        open.clear();
        openBytes = 0;
        shorten();
      }
    }
  }

  private static int size(FeedEntry entry) {
    return entry.change().body().encode().getBytes(StandardCharsets.UTF_8).length;
  }

  /** One page or more, packed. */
  List<Buffer> pages() {
    List<Buffer> pages = new ArrayList<>(full.stream().map(Packed::bytes).toList());
    if (pages.isEmpty() || !open.isEmpty()) {
      pages.add(packed());
    }
    return pages;
  }

  private Buffer packed() {
    return PackedPages.pack(new FeedPage(history, floor, reached(), false, open));
  }

  private void shorten() {
    while (full.size() > 1 && full.stream().mapToLong(Packed::size).sum() > maxBytes) {
      List<Packed> older = full.subList(0, (full.size() + 1) / 2);
      FeedPage left =
          FeedPage.withoutNews(older.stream().flatMap(one -> unpacked(one).stream()).toList());
      older.clear();
      int size = left.entries().stream().mapToInt(entry -> ENTRY_BYTES + size(entry)).sum();
      full.addFirst(new Packed(PackedPages.pack(left), size));
    }
  }

  private static List<FeedPage> unpacked(Packed packed) {
    try {
      return PackedPages.unpack(packed.bytes);
    } catch (IOException e) {
      throw new IllegalStateException("what was packed here can't be unpacked", e);
    }
  }
}
