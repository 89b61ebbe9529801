package dev.headwater.edge.live.journal;

import dev.headwater.edge.live.timeline.Segment;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Some segments of a rendition, one number after the other. Immutable.
 *
 * @param discontinuitySequence how many discontinuities were before the first of them
 * @param segments at least one, all of one piece; their bytes are elsewhere
 */
record JournalPiece(long discontinuitySequence, List<Segment> segments) {
  /** Few enough to be written every two seconds, enough that hours are few objects. */
  static final int LENGTH = 128;

  private static final int FIELDS = 6;
  private static final int DISCONTINUITY = 1;
  private static final int GAP = 2;

  JournalPiece {
    segments = List.copyOf(segments);
    if (segments.isEmpty() || discontinuitySequence < 0) {
      throw new IllegalArgumentException("a piece without segments or sequence");
    }
    long first = segments.getFirst().number();
    for (int i = 0; i < segments.size(); i++) {
      long number = segments.get(i).number();
      if (number != first + i || number < 0 || index(number) != index(first)) {
        throw new IllegalArgumentException(
            "segment " + number + " (expected: " + (first + i) + ", of one piece)");
      }
    }
  }

  boolean has(long number) {
    return number >= firstNumber() && number <= lastNumber();
  }

  /** The same, with another segment of a number that it has. */
  JournalPiece with(Segment segment) {
    List<Segment> changed = new ArrayList<>(segments);
    changed.set((int) (segment.number() - firstNumber()), segment);
    return new JournalPiece(discontinuitySequence, changed);
  }

  /** Of the piece that a segment is in. */
  static long index(long number) {
    return number / LENGTH;
  }

  long index() {
    return index(firstNumber());
  }

  long firstNumber() {
    return segments.getFirst().number();
  }

  long lastNumber() {
    return segments.getLast().number();
  }

  Buffer write() {
    List<String> epochs = segments.stream().map(Segment::epoch).distinct().toList();
    JsonArray rows = new JsonArray();
    for (Segment segment : segments) {
      rows.add(
          new JsonArray()
              .add(epochs.indexOf(segment.epoch()))
              .add(segment.at().toEpochMilli())
              .add(segment.start().toNanos())
              .add(segment.duration().toNanos())
              .add(segment.lengthBytes())
              .add((segment.discontinuity() ? DISCONTINUITY : 0) | (segment.missing() ? GAP : 0)));
    }
    return CheckedJson.write(
        new JsonObject()
            .put("first", firstNumber())
            .put("discontinuitySequence", discontinuitySequence)
            .put("epochs", new JsonArray(epochs))
            .put("segments", rows));
  }

  static JournalPiece read(Buffer bytes) {
    JsonObject json = CheckedJson.read(bytes);
    try {
      long first = json.getLong("first");
      JsonArray epochs = json.getJsonArray("epochs");
      JsonArray rows = json.getJsonArray("segments");
      List<Segment> segments = new ArrayList<>();
      for (int i = 0; i < rows.size(); i++) {
        segments.add(segment(first + i, epochs, rows.getJsonArray(i)));
      }
      return new JournalPiece(json.getLong("discontinuitySequence"), segments);
    } catch (RuntimeException e) { // whatever a field that is missing or ill-typed leads to
      throw new DamagedJournalException(e.toString());
    }
  }

  private static Segment segment(long number, JsonArray epochs, JsonArray row) {
    Duration duration = Duration.ofNanos(row.getLong(3));
    long lengthBytes = row.getLong(4);
    if (row.size() != FIELDS || duration.isNegative() || lengthBytes < 0) {
      throw new IllegalArgumentException("a segment: " + row);
    }
    int flags = row.getInteger(5);
    return new Segment(
        number,
        JournalName.check(epochs.getString(row.getInteger(0))),
        Duration.ofNanos(row.getLong(2)),
        duration,
        Instant.ofEpochMilli(row.getLong(1)),
        (flags & DISCONTINUITY) != 0,
        (flags & GAP) != 0,
        lengthBytes,
        List.of());
  }
}
