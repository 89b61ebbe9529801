package dev.headwater.edge.live.journal;

import dev.headwater.edge.live.timeline.Rendition;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * Which renditions a channel has, and which pieces they have. Immutable.
 *
 * @param ended whether its programme was over
 * @param nextNumber a media sequence number that was not used yet
 */
record JournalHead(boolean ended, long nextNumber, List<Entry> renditions) {
  private static final int VERSION = 1;

  /** More than any encoder sends: what has more is no head. */
  private static final int MOST = 1_000;

  /**
   * A rendition.
   *
   * @param firstPiece the oldest piece
   * @param nextNumber the media sequence number of the segment that was not whole; the newest piece
   *     may have more by now
   * @param discontinuitySequence no less than that of any segment up to there
   */
  record Entry(Rendition rendition, long firstPiece, long nextNumber, long discontinuitySequence) {
    Entry {
      boolean valid = firstPiece >= 0 && nextNumber >= 0 && discontinuitySequence >= 0;
      if (!valid || firstPiece > JournalPiece.index(nextNumber)) {
        throw new IllegalArgumentException(
            "pieces %d to %d".formatted(firstPiece, JournalPiece.index(nextNumber)));
      }
    }

    long newestPiece() {
      return JournalPiece.index(nextNumber);
    }

    /** After all that the newest piece may have. */
    long afterNewestPiece() {
      return (newestPiece() + 1) * JournalPiece.LENGTH;
    }
  }

  JournalHead {
    if (nextNumber < 0) {
      throw new IllegalArgumentException("nextNumber: " + nextNumber + " (expected: >= 0)");
    }
    renditions = List.copyOf(renditions);
  }

  Buffer write() {
    JsonArray entries = new JsonArray();
    for (Entry entry : renditions) {
      entries.add(
          new JsonObject()
              .put("id", entry.rendition.id())
              .put("track", TrackJson.write(entry.rendition.track()))
              .put("firstPiece", entry.firstPiece)
              .put("nextNumber", entry.nextNumber)
              .put("discontinuitySequence", entry.discontinuitySequence));
    }
    return CheckedJson.write(
        new JsonObject()
            .put("version", VERSION)
            .put("ended", ended)
            .put("nextNumber", nextNumber)
            .put("renditions", entries));
  }

  static JournalHead read(Buffer bytes) {
    JsonObject json = CheckedJson.read(bytes);
    try {
      JsonArray entries = json.getJsonArray("renditions");
      if (json.getInteger("version") != VERSION || entries.size() > MOST) {
        throw new IllegalArgumentException("a head of another version");
      }
      List<Entry> renditions = new ArrayList<>();
      for (int i = 0; i < entries.size(); i++) {
        renditions.add(entry(entries.getJsonObject(i)));
      }
      return new JournalHead(json.getBoolean("ended"), json.getLong("nextNumber"), renditions);
    } catch (RuntimeException e) { // whatever a field that is missing or ill-typed leads to
      throw new DamagedJournalException(e.toString());
    }
  }

  private static Entry entry(JsonObject json) {
    return new Entry(
        new Rendition(
            JournalName.check(json.getString("id")), TrackJson.read(json.getJsonObject("track"))),
        json.getLong("firstPiece"),
        json.getLong("nextNumber"),
        json.getLong("discontinuitySequence"));
  }
}
