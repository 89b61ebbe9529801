package dev.headwater.edge.live.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.edge.live.timeline.PastRendition;
import dev.headwater.edge.live.timeline.Rendition;
import dev.headwater.edge.live.timeline.Segment;
import dev.headwater.media.Resolution;
import dev.headwater.media.isobmff.SampleDefaults;
import dev.headwater.media.isobmff.Track;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class JournalFormatTest {
  private static final Track.Coded VIDEO =
      new Track.Video(1, 90_000, SampleDefaults.NONE, "avc1.64001f", new Resolution(320, 180));
  private static final Track.Coded AUDIO =
      new Track.Audio(1, 48_000, SampleDefaults.NONE, "mp4a.40.2", 48_000, 2, Optional.of("pt"));
  private static final JournalHead HEAD =
      new JournalHead(
          true,
          301,
          List.of(
              new JournalHead.Entry(new Rendition("180p", VIDEO), 1, 300, 4),
              new JournalHead.Entry(new Rendition("audio", AUDIO), 0, 0, 0)));

  private static JournalPiece piece(long first, int count) {
    return new JournalPiece(
        3, LongStream.range(first, first + count).mapToObj(JournalFormatTest::segment).toList());
  }

  private static Segment segment(long number) {
    return new Segment(
        number,
        number % 50 < 20 ? "e1" : "e2",
        Duration.ofNanos(number * 2_002_000_123L),
        Duration.ofNanos(2_002_000_123),
        Instant.ofEpochMilli(1_770_000_000_000L + number * 2002),
        number % 50 == 20,
        number % 7 == 0,
        number % 7 == 0 ? 0 : 123_456,
        List.of());
  }

  @Test
  void aPieceIsReadAsItWasWritten() {
    JournalPiece piece = piece(128, 128);
    assertThat(JournalPiece.read(piece.write())).isEqualTo(piece);
  }

  @Test
  void aHeadIsReadAsItWasWritten() {
    assertThat(JournalHead.read(HEAD.write())).isEqualTo(HEAD);
  }

  @Test
  void whatCouldNotBeWrittenChangesItsPieceAndNoOther() {
    RenditionJournal journal = new RenditionJournal(new Rendition("180p", VIDEO), 0, 0);
    for (int i = 0; i < 3 * JournalPiece.LENGTH - 1; i++) {
      journal.add(segment(i));
    }
    for (long number : List.of(3L * JournalPiece.LENGTH - 2, 2L * JournalPiece.LENGTH - 1)) {
      Segment lost = segment(number + 1); // any other
      Segment changed =
          new Segment(
              number, "e1", lost.start(), lost.duration(), lost.at(), false, true, 9, List.of());
      JournalPiece piece = journal.change(changed).orElseThrow();
      assertThat(piece.segments()).contains(changed).hasSizeGreaterThanOrEqualTo(127);
      assertThat(piece.index()).isEqualTo(JournalPiece.index(number));
    }
    assertThat(journal.change(segment(5))).as("of long ago").isEmpty();
  }

  @Test
  void whatWasNeverWrittenDownBeginsWithItsFirstPiece() {
    Rendition rendition = new Rendition("180p", VIDEO);
    PastRendition past = new PastRendition(rendition, List.of(), 2, List.of(segment(100)));
    RenditionJournal journal = RenditionJournal.goingOn(past, 2L * JournalPiece.LENGTH);
    journal.add(segment(100));
    assertThat(journal.entry().firstPiece()).isZero();
    assertThat(journal.entry().nextNumber()).isEqualTo(101);
    assertThat(journal.piece().discontinuitySequence()).isEqualTo(2);
  }

  @Test
  void aPieceStaysSmall() {
    assertThat(piece(0, JournalPiece.LENGTH).write().length()).isLessThan(8 * 1024);
  }

  @Test
  void whatIsCutOrChangedIsDamaged() {
    for (Buffer whole : List.of(piece(0, 9).write(), HEAD.write())) {
      for (int i = 0; i < whole.length(); i++) {
        Buffer changed = whole.copy().setByte(i, (byte) (whole.getByte(i) ^ 4));
        damaged(changed);
        damaged(whole.slice(0, i));
      }
    }
  }

  private static void damaged(Buffer bytes) {
    assertThatThrownBy(() -> JournalPiece.read(bytes)).isInstanceOf(DamagedJournalException.class);
    assertThatThrownBy(() -> JournalHead.read(bytes)).isInstanceOf(DamagedJournalException.class);
  }

  /** Under a checksum that is right, text that was made up. */
  @Test
  void whateverStandsThereIsReadOrDamaged() {
    Random random = new Random(7);
    fuzz(random, HEAD.write(), JournalHead::read, JournalHead::write);
    fuzz(random, piece(120, 8).write(), JournalPiece::read, JournalPiece::write);
  }

  private static <T> void fuzz(
      Random random, Buffer whole, Function<Buffer, T> reader, Function<T, Buffer> writer) {
    String text = whole.getString(9, whole.length());
    String alphabet = "{}[]\",:0123456789-.eE truefalsn\\x";
    for (int round = 0; round < 20_000; round++) {
      StringBuilder made = new StringBuilder(text);
      for (int change = random.nextInt(4); change >= 0; change--) {
        int at = random.nextInt(made.length());
        char one = alphabet.charAt(random.nextInt(alphabet.length()));
        switch (random.nextInt(3)) {
          case 0 -> made.setCharAt(at, one);
          case 1 -> made.insert(at, one);
          default -> made.deleteCharAt(at);
        }
      }
      try {
        JsonObject json = new JsonObject(made.toString());
        T read = reader.apply(CheckedJson.write(json));
        assertThat(reader.apply(writer.apply(read))).isEqualTo(read);
      } catch (DamagedJournalException | io.vertx.core.json.DecodeException _) {
        // what it is for
      }
    }
  }
}
