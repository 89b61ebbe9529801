package dev.headwater.edge.live.journal;

import dev.headwater.edge.live.timeline.Epoch;
import dev.headwater.edge.live.timeline.PastRendition;
import dev.headwater.edge.live.timeline.Rendition;
import dev.headwater.edge.live.timeline.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is to be written of one rendition: its newest piece, and which others it has. */
final class RenditionJournal {
  private Rendition rendition;
  private long firstPiece;
  private long nextNumber;
  private long discontinuities; // of all segments so far
  private long before; // the newest piece
  private boolean begun;
  private boolean breaks; // a discontinuity comes that no segment has yet
  private final List<Segment> newest = new ArrayList<>();
  private Optional<JournalPiece> previous = Optional.empty();

  /**
   * @param nextNumber of its first segment
   * @param discontinuities that were before it
   */
  RenditionJournal(Rendition rendition, long nextNumber, long discontinuities) {
    this.rendition = rendition;
    this.firstPiece = JournalPiece.index(nextNumber);
    this.nextNumber = nextNumber;
    this.discontinuities = discontinuities;
    this.before = discontinuities;
  }

  /**
   * One that has segments, or had some.
   *
   * @param nextNumber where its channel has nothing of it
   */
  static RenditionJournal goingOn(PastRendition past, long nextNumber) {
    List<Segment> all = past.all();
    long first = all.isEmpty() ? nextNumber : all.getFirst().number();
    RenditionJournal journal =
        new RenditionJournal(past.rendition(), first, past.discontinuitySequence());
    past.segments().forEach(journal::add);
    journal.breaks = true;
    journal.begun = true;
    return journal;
  }

  void begun(Rendition declared, Epoch epoch) {
    breaks |= begun;
    begun = true;
    rendition = declared;
    nextNumber = Math.max(nextNumber, epoch.firstNumber());
  }

  /** Tells whether the segment after it is of another piece than the head says. */
  boolean add(Segment segment) {
    boolean fits =
        !newest.isEmpty()
            && newest.getLast().number() + 1 == segment.number()
            && newestPiece() == JournalPiece.index(segment.number());
    if (!fits) {
      previous = newest.isEmpty() ? previous : Optional.of(piece());
      newest.clear();
      before = discontinuities;
    }
    newest.add(segment);
    if (segment.discontinuity()) {
      discontinuities++;
      breaks = false;
    }
    boolean turns = JournalPiece.index(nextNumber) != JournalPiece.index(segment.number() + 1);
    nextNumber = segment.number() + 1;
    return turns;
  }

  /** The piece that a segment changes; none where that is older than the two newest ones. */
  Optional<JournalPiece> change(Segment segment) {
    long index = newest.isEmpty() ? -1 : segment.number() - newest.getFirst().number();
    if (index >= 0 && index < newest.size()) {
      newest.set((int) index, segment);
      return Optional.of(piece());
    }
    Optional<JournalPiece> changed =
        previous.filter(piece -> piece.has(segment.number())).map(piece -> piece.with(segment));
    previous = changed.or(() -> previous);
    return changed;
  }

  /** Tells whether it was the last one of its piece. */
  boolean left(Segment segment) {
    boolean last = JournalPiece.index(segment.number() + 1) > JournalPiece.index(segment.number());
    if (last) {
      firstPiece = Math.max(firstPiece, JournalPiece.index(segment.number() + 1));
    }
    return last;
  }

  /** Of which there is at least one segment. */
  JournalPiece piece() {
    return new JournalPiece(before, newest);
  }

  long newestPiece() {
    return JournalPiece.index(newest.isEmpty() ? nextNumber : newest.getFirst().number());
  }

  JournalHead.Entry entry() {
    return new JournalHead.Entry(
        rendition, firstPiece, nextNumber, discontinuities + (breaks ? 1 : 0));
  }
}
