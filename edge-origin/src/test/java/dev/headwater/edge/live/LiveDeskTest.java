package dev.headwater.edge.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.failure.Failure;
import dev.headwater.edge.live.timeline.MediaBytes;
import dev.headwater.edge.live.timeline.Part;
import dev.headwater.edge.live.timeline.RenditionView;
import dev.headwater.edge.live.timeline.Segment;
import dev.headwater.edge.live.timeline.Terms;
import dev.headwater.edge.protection.KeyPeriods;
import dev.headwater.edge.request.DeliveryDirectives;
import dev.headwater.platform.channel.ChannelEncryption;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The epoch {@code e} has segment 11; then {@code f} begins with 12, of which there is a part. */
class LiveDeskTest {
  private static final RenditionName NAME = new RenditionName("c", "v");
  private static final Duration TWO = Duration.ofSeconds(2);
  private static final Duration PART = Duration.ofMillis(350);
  private static final Terms TERMS =
      new Terms(
          TWO,
          Duration.ofSeconds(4),
          Optional.of(PART),
          Duration.ofSeconds(24),
          Duration.ofSeconds(16));
  private static final Segment LAST =
      new Segment(
          11, "e", Duration.ZERO, TWO, Instant.ofEpochSecond(22), false, false, 1, List.of());

  private final Presentation live = new Presentation(Instant.EPOCH);

  private static RenditionView before(boolean ended) {
    return new RenditionView("v", TERMS, List.of(LAST), 0, Optional.empty(), "e", ended);
  }

  private static RenditionView after() {
    Part part = new Part(0, PART, true, MediaBytes.copyOf(List.of(ByteBuffer.allocate(1))));
    return new RenditionView(
        "v",
        TERMS,
        List.of(LAST),
        0,
        Optional.of(
            new RenditionView.Open(12, "f", Instant.ofEpochSecond(30), true, TWO, List.of(part))),
        "f",
        false);
  }

  private static LiveNames.Place part(String epoch) {
    return new LiveNames.Place(epoch, 12, OptionalInt.of(0));
  }

  private LiveAnswer segment(String epoch, long number) {
    return LiveDesk.media(live, NAME, new LiveNames.Place(epoch, number, OptionalInt.empty()));
  }

  private LiveAnswer firstPart(String epoch, long number) {
    return LiveDesk.media(live, NAME, new LiveNames.Place(epoch, number, OptionalInt.of(0)));
  }

  private static LiveAnswer elsewhere(Failure... absence) {
    return new LiveAnswer.Elsewhere(Stream.of(absence).findAny());
  }

  @Test
  void whatWasBeforeTheWindowIsGoneUnlessTheStoreHasIt() {
    live.published(after());
    assertThat(segment("e", 10)).isEqualTo(elsewhere(new Failure.LeftWindow()));
    assertThat(firstPart("e", 10)).isEqualTo(LiveDesk.LEFT);
    assertThat(firstPart("e", 11)).as("of a whole segment").isEqualTo(LiveDesk.LEFT);
  }

  @Test
  void whatWasNotThereIsNotGone() {
    live.published(after());
    assertThat(segment("d", 10)).as("an epoch that nobody knows").isEqualTo(elsewhere());
    assertThat(firstPart("d", 10)).isEqualTo(LiveDesk.NEVER);
    assertThat(segment("f", 10)).as("before its epoch began").isEqualTo(elsewhere());
    assertThat(segment("f", 11)).as("another epoch's number").isEqualTo(LiveDesk.NEVER);
    assertThat(segment("e", 12)).as("to come").isEqualTo(LiveDesk.NOT_YET);
    assertThat(segment("f", 12)).isEqualTo(LiveDesk.NOT_YET);
    assertThat(firstPart("f", 14)).isEqualTo(LiveDesk.NOT_YET);
  }

  @Test
  void whatHasLeftIsCalledByTheKeyThatItHad() {
    Terms terms =
        new Terms(
            TERMS.segment(),
            TERMS.target(),
            TERMS.part(),
            TERMS.window(),
            TERMS.inMemory(),
            Optional.of(new KeyPeriods("c", ChannelEncryption.Scheme.CBCS, 2)));
    Segment oldest =
        new Segment(
            11, "5_e", Duration.ZERO, TWO, Instant.ofEpochSecond(22), false, false, 1, List.of());
    live.published(
        new RenditionView("v", terms, List.of(oldest), 0, Optional.empty(), "5_e", false));
    assertThat(segment("4_e", 9)).isEqualTo(elsewhere(new Failure.LeftWindow()));
    assertThat(segment("5_e", 9)).as("another key's").isEqualTo(elsewhere());
  }

  @Test
  void anEpochThatTheWindowBeginsWithHadNothingBefore() {
    Segment first =
        new Segment(
            11, "e", Duration.ZERO, TWO, Instant.ofEpochSecond(22), true, false, 1, List.of());
    live.published(new RenditionView("v", TERMS, List.of(first), 0, Optional.empty(), "e", false));
    assertThat(segment("e", 10)).isEqualTo(elsewhere());
  }

  @Test
  void aPartIsNotGivenByTheNameOfAnotherEpoch() {
    live.published(after());
    assertThat(LiveDesk.media(live, NAME, part("f"))).isInstanceOf(LiveAnswer.Media.class);
    assertThat(LiveDesk.media(live, NAME, part("e"))).isEqualTo(LiveDesk.NEVER);
  }

  @Test
  void whoWaitsForAPartOfAnEpochThatEndsIsNotGivenOneOfTheNext() {
    live.published(before(false));
    LiveAnswer.Held held = (LiveAnswer.Held) LiveDesk.media(live, NAME, part("e"));
    assertThat(after().reaches(held.place().number(), held.place().part())).isTrue();
    assertThat(held.then().apply(Optional.of(after()))).isEqualTo(LiveDesk.NEVER);
  }

  @Test
  void whatIsOverIsNotKeptUnderAPlaceThatMayComeYet() {
    DeliveryDirectives wanted = DeliveryDirectives.of("/live/c/v/index.m3u8?_HLS_msn=13");
    live.published(before(true));
    assertThat(LiveDesk.playlist(live, NAME, wanted))
        .isInstanceOfSatisfying(
            LiveAnswer.Playlist.class, playlist -> assertThat(playlist.lifetime()).isLessThan(TWO));
  }
}
