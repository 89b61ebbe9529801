package dev.headwater.edge.live.journal;

import dev.headwater.edge.live.timeline.PastRendition;
import dev.headwater.edge.live.timeline.Segment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The pieces of a rendition, put together from the newest back: it ends before the first one that
 * is missing or damaged, since numbers in a playlist follow each other.
 */
final class PieceChain {
  /** What became of a piece. */
  sealed interface Found {}

  record Read(JournalPiece piece) implements Found {}

  record Absent() implements Found {}

  record Damaged() implements Found {}

  /** The store failed, or was late. */
  record Unread() implements Found {}

  private final JournalHead.Entry entry;
  private final Deque<JournalPiece> pieces = new ArrayDeque<>();
  private long next;
  private boolean broken;
  private boolean newestLost;
  private boolean failed;

  PieceChain(JournalHead.Entry entry) {
    this.entry = entry;
    this.next = entry.newestPiece();
  }

  String rendition() {
    return entry.rendition().id();
  }

  boolean wantsMore() {
    return !broken && next >= entry.firstPiece();
  }

  /** The indices of the pieces to be added next, in their order. */
  List<Long> next(int most) {
    return LongStream.iterate(next, index -> index >= entry.firstPiece(), index -> index - 1)
        .limit(most)
        .boxed()
        .toList();
  }

  /** The newest one may not have been begun yet. */
  void add(Found found) {
    long index = next--;
    boolean newest = index == entry.newestPiece();
    switch (found) {
      case Read(JournalPiece piece) when !broken && joins(piece) -> pieces.addFirst(piece);
      case Absent _ when newest -> {}
      case Read _, Absent _, Damaged _, Unread _ -> {
        failed |= !broken && found instanceof Unread;
        broken = true;
        newestLost |= newest;
      }
    }
  }

  private boolean joins(JournalPiece piece) {
    return pieces.isEmpty() || piece.lastNumber() + 1 == pieces.getFirst().firstNumber();
  }

  /** Whether it might be longer another time. */
  boolean failed() {
    return failed;
  }

  /** After the open segment, or after whatever a damaged piece may have. */
  long nextNumber(boolean ended) {
    if (newestLost) {
      return entry.afterNewestPiece();
    }
    long open = pieces.isEmpty() ? 0 : pieces.getLast().lastNumber() + 1;
    return Math.max(entry.nextNumber(), open) + (ended ? 0 : 1);
  }

  PastRendition past() {
    List<Segment> segments = new ArrayList<>();
    pieces.forEach(piece -> segments.addAll(piece.segments()));
    return new PastRendition(
        entry.rendition(),
        segments,
        pieces.isEmpty()
            ? entry.discontinuitySequence()
            : pieces.getFirst().discontinuitySequence());
  }
}
