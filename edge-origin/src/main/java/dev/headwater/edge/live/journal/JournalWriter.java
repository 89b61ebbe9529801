package dev.headwater.edge.live.journal;

import dev.headwater.edge.live.timeline.Epoch;
import dev.headwater.edge.live.timeline.Past;
import dev.headwater.edge.live.timeline.PastRendition;
import dev.headwater.edge.live.timeline.Rendition;
import dev.headwater.edge.live.timeline.Segment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Writes down what becomes of one channel. Confined to it. */
public final class JournalWriter {
  private final String channel;
  private final WriteQueue queue;
  private final Map<String, RenditionJournal> renditions = new LinkedHashMap<>();
  private final Past past;
  private long nextNumber;
  private boolean ended;

  JournalWriter(String channel, Past past, WriteQueue queue) {
    this.channel = channel;
    this.past = past;
    this.nextNumber = past.nextNumber();
    this.queue = queue;
    for (PastRendition before : past.renditions()) {
      renditions.put(before.rendition().id(), RenditionJournal.goingOn(before, past.nextNumber()));
    }
  }

  /** Segments of an epoch come. */
  public void begun(Rendition rendition, Epoch epoch) {
    begun(rendition, epoch, past.discontinuitySequence());
  }

  /**
   * Segments of an epoch come.
   *
   * @param discontinuitySequence of a rendition that has had none
   */
  public void begun(Rendition rendition, Epoch epoch, long discontinuitySequence) {
    ended = false;
    RenditionJournal known = renditions.get(rendition.id());
    if (known == null) {
      known = new RenditionJournal(rendition, epoch.firstNumber(), discontinuitySequence);
      renditions.put(rendition.id(), known);
    }
    known.begun(rendition, epoch);
    writeHead();
  }

  /** A segment is whole, or missing for good. */
  public void finished(String rendition, Segment segment) {
    RenditionJournal journal = Objects.requireNonNull(renditions.get(rendition), rendition);
    boolean turns = journal.add(segment);
    nextNumber = Math.max(nextNumber, segment.number() + 1);
    JournalPiece piece = journal.piece();
    queue.add(JournalKeys.piece(channel, rendition, piece.index()), piece::write);
    if (turns) {
      writeHead();
    }
  }

  /** A segment could not be written, and is a gap for whoever goes on. */
  public void unwritten(String rendition, Segment segment) {
    Optional.ofNullable(renditions.get(rendition))
        .flatMap(journal -> journal.change(segment))
        .ifPresent(
            piece -> queue.add(JournalKeys.piece(channel, rendition, piece.index()), piece::write));
  }

  /** A segment is in no playlist any more; a piece goes with the last one of its segments. */
  public void left(String rendition, Segment segment) {
    RenditionJournal journal = renditions.get(rendition);
    if (journal != null && journal.left(segment)) {
      writeHead(); // first, so that it never names what isn't there
      queue.remove(JournalKeys.piece(channel, rendition, JournalPiece.index(segment.number())));
    }
  }

  /** Nothing comes of a rendition any more. */
  public void gone(String rendition) {
    RenditionJournal journal = renditions.remove(rendition);
    if (journal != null) {
      writeHead();
      queue.remove(JournalKeys.piece(channel, rendition, journal.newestPiece()));
    }
  }

  /** The programme is over. */
  public void ended() {
    ended = true;
    writeHead();
  }

  private void writeHead() {
    List<JournalHead.Entry> entries =
        renditions.values().stream().map(RenditionJournal::entry).toList();
    queue.add(JournalKeys.head(channel), new JournalHead(ended, nextNumber, entries)::write);
  }
}
