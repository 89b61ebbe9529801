package dev.headwater.edge.live.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.media.Resolution;
import dev.headwater.media.isobmff.SampleDefaults;
import dev.headwater.media.isobmff.Track;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two encoders, in a time that passes in steps. */
class InputsTest {
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final Track.Coded VIDEO =
      new Track.Video(1, 90_000, SampleDefaults.NONE, "avc1.64001f", new Resolution(320, 180));
  private static final Track.Coded AUDIO =
      new Track.Audio(1, 48_000, SampleDefaults.NONE, "mp4a.40.2", 48_000, 2, Optional.empty());
  private static final Terms LOW =
      new Terms(
          Duration.ofSeconds(2),
          Duration.ofSeconds(4),
          Optional.of(Duration.ofMillis(350)),
          Duration.ofMinutes(10),
          Duration.ofSeconds(16));
  private static final long FRAGMENT = 333;

  /** Six fragments. */
  private static final long GOP = 6 * FRAGMENT;

  private static final long STEP = 37;

  private final Map<String, RenditionView> views = new HashMap<>();
  private final List<Encoder> encoders = new ArrayList<>();
  private final Inputs inputs = new Inputs(LOW, timeline());
  private int epochs;
  private long passed; // milliseconds
  private long sent;

  private ChannelTimeline timeline() {
    return new ChannelTimeline(LOW, _ -> "e" + ++epochs, Past.NONE, new LatestViews(views));
  }

  @AfterEach
  void close() {
    inputs.close();
  }

  private Instant now() {
    return START.plusMillis(passed);
  }

  /** Pictures and sound, a third of a second at once, from now on. */
  private final class Encoder {
    final Input input;
    final long begun = passed;
    final long mediaStart;
    final String header;
    long next;
    boolean sends = true;
    boolean isMute;

    /** On a timeline of its own. */
    Encoder(Input input, String header) {
      this(input, header, 0);
    }

    Encoder(Input input, String header, long mediaStart) {
      this.input = input;
      this.header = header;
      this.mediaStart = mediaStart;
      encoders.add(this);
      declare("v", VIDEO);
      declare("a", AUDIO);
    }

    private void declare(String track, Track.Coded declared) {
      inputs.header(
          input, track, ByteBuffer.wrap(header.getBytes(StandardCharsets.UTF_8)), declared);
    }

    void sendWhatIsDue() throws UnfitMediaException {
      while (sends && begun + (next + 1) * FRAGMENT <= passed) {
        send("v", (mediaStart + next * FRAGMENT) % GOP == 0);
        if (!isMute) {
          send("a", true);
        }
        next++;
      }
    }

    private void send(String track, boolean independent) throws UnfitMediaException {
      send(track, FRAGMENT, independent);
    }

    void send(String track, long millis, boolean independent) throws UnfitMediaException {
      inputs.fragment(
          input,
          track,
          new Fragment(
              ByteBuffer.allocate(8).putLong(0, ++sent),
              Duration.ofMillis(mediaStart + next * FRAGMENT),
              Duration.ofMillis(millis),
              independent,
              Optional.empty()),
          now());
    }
  }

  /** Time passes. */
  private void run(long millis) throws UnfitMediaException {
    long until = passed + millis;
    while (passed < until) {
      passed += STEP;
      for (Encoder encoder : encoders) {
        encoder.sendWhatIsDue();
      }
      inputs.look(now());
    }
  }

  private RenditionView view(String track) {
    return Objects.requireNonNull(views.get(track), track);
  }

  private List<Segment> segments(String track) {
    return view(track).segments();
  }

  private long discontinuities(String track) {
    return segments(track).stream().filter(Segment::discontinuity).count();
  }

  /**
   * Numbers go on by one, time never goes back, and within an epoch there is neither gap nor
   * overlap.
   */
  private void assertItGoesOn() {
    for (String track : views.keySet()) {
      List<Segment> all = segments(track);
      assertThat(all)
          .extracting(Segment::number)
          .containsExactlyElementsOf(LongStream.range(0, all.size()).boxed().toList());
      assertThat(all).extracting(Segment::gap).containsOnly(false);
      for (int i = 1; i < all.size(); i++) {
        Segment before = all.get(i - 1);
        Segment after = all.get(i);
        assertThat(Duration.between(before.at().plus(before.duration()), after.at()))
            .as("%s %d", track, after.number())
            .isGreaterThanOrEqualTo(Duration.ofMillis(-1));
        assertThat(after.discontinuity()).isEqualTo(!after.epoch().equals(before.epoch()));
        if (!after.discontinuity()) {
          assertThat(after.start()).isEqualTo(before.start().plus(before.duration()));
        }
      }
    }
  }

  private Optional<Input> active() {
    return inputs.status(now()).active();
  }

  @Test
  void oneOfThemIsPublishedAndTheOtherStandsBy() throws Exception {
    new Encoder(Input.PRIMARY, "p");
    new Encoder(Input.BACKUP, "b", 50_000);
    run(10_000);
    assertThat(inputs.status(now()))
        .isEqualTo(new InputStatus(Optional.of(Input.PRIMARY), false, true, 0));
    assertThat(discontinuities("v")).isZero();
    assertItGoesOn();
  }

  @Test
  void ofTwoThatBeginTogetherThePrimaryIsPublished() throws Exception {
    new Encoder(Input.BACKUP, "b");
    run(700);
    new Encoder(Input.PRIMARY, "p");
    run(3_000);
    assertThat(active()).contains(Input.PRIMARY);
    assertThat(discontinuities("v")).isZero();
    assertItGoesOn();
  }

  /** As one that was told to end, and does so a little later. */
  @Test
  void oneThatHasFailedIsLeftAlthoughItSendsOn() throws Exception {
    new Encoder(Input.PRIMARY, "same");
    new Encoder(Input.BACKUP, "same");
    run(9_000);
    inputs.failed(Input.PRIMARY, now());
    run(1_000);
    assertThat(active()).contains(Input.BACKUP);
    run(4_000);
    assertThat(discontinuities("v")).isLessThanOrEqualTo(1);
    assertItGoesOn();
  }

  @Test
  void aBackupAloneIsPublishedSoon() throws Exception {
    new Encoder(Input.BACKUP, "b");
    run(3_000);
    assertThat(active()).contains(Input.BACKUP);
    assertThat(segments("v")).hasSize(1);
  }

  @Test
  void whenTheActiveOneFallsSilentInASegmentTheOtherBeginsAnotherWithinASecond() throws Exception {
    Encoder primary = new Encoder(Input.PRIMARY, "p");
    run(700);
    new Encoder(Input.BACKUP, "b", 50 * GOP);
    run(19_500);
    Instant last = inputs.published();
    primary.sends = false;
    while (active().equals(Optional.of(Input.PRIMARY))) {
      run(STEP);
    }
    assertThat(Duration.between(last, now())).isLessThan(Duration.ofSeconds(1));
    assertThat(view("v").open()).as("it begins with what was kept").isPresent();
    run(10_000);
    assertThat(discontinuities("v")).isEqualTo(1);
    assertThat(discontinuities("a")).isEqualTo(1);
    assertThat(inputs.status(now()).failovers()).isEqualTo(1);
    assertItGoesOn();
  }

  @Test
  void aConnectionThatIsCutIsNotWaitedFor() throws Exception {
    Encoder primary = new Encoder(Input.PRIMARY, "p");
    new Encoder(Input.BACKUP, "b", 50 * GOP);
    run(9_000);
    primary.sends = false;
    inputs.failed(Input.PRIMARY, now());
    assertThat(active()).contains(Input.BACKUP);
    run(4_000);
    assertThat(discontinuities("v")).isEqualTo(1);
    assertItGoesOn();
  }

  /** What they have sent waits to be read. */
  @Test
  void whileNobodyLooksNobodyIsSilent() throws Exception {
    Encoder primary = new Encoder(Input.PRIMARY, "p");
    Encoder backup = new Encoder(Input.BACKUP, "b", 50 * GOP);
    run(12_000);
    passed += 3_000;
    inputs.look(now());
    backup.sendWhatIsDue();
    primary.sendWhatIsDue();
    run(3_000);
    assertThat(active()).contains(Input.PRIMARY);
    assertThat(discontinuities("v")).isZero();
    assertItGoesOn();
  }

  @Test
  void withOneTimelineTheEpochGoesOnAtASegmentsStart() throws Exception {
    Encoder primary = new Encoder(Input.PRIMARY, "same", 7 * GOP);
    new Encoder(Input.BACKUP, "same", 7 * GOP);
    run(5 * GOP + 40); // all of a segment has come, and nothing of the next
    primary.sends = false;
    run(10_000);
    assertThat(active()).contains(Input.BACKUP);
    assertThat(discontinuities("v")).isZero();
    assertThat(discontinuities("a")).isZero();
    assertItGoesOn();
  }

  /** Its pictures there need others that nobody has. */
  @Test
  void withinASegmentEvenThatIsADiscontinuity() throws Exception {
    Encoder primary = new Encoder(Input.PRIMARY, "same", 7 * GOP);
    new Encoder(Input.BACKUP, "same", 7 * GOP);
    run(5 * GOP + 2 * FRAGMENT + 40);
    primary.sends = false;
    run(10_000);
    assertThat(active()).contains(Input.BACKUP);
    assertThat(discontinuities("v")).isEqualTo(1);
    assertItGoesOn();
  }

  @Test
  void thePrimaryIsTakenBackOnceItIsSteadyWithoutADiscontinuityOnOneTimeline() throws Exception {
    Encoder primary = new Encoder(Input.PRIMARY, "same");
    new Encoder(Input.BACKUP, "same");
    run(5 * GOP + 40);
    primary.sends = false;
    run(5 * GOP);
    new Encoder(Input.PRIMARY, "same", passed / FRAGMENT * FRAGMENT);
    assertThat(active()).contains(Input.BACKUP);
    run(9_000);
    assertThat(active()).contains(Input.BACKUP);
    run(20_000);
    assertThat(active()).contains(Input.PRIMARY);
    assertThat(inputs.status(now()).failovers()).isEqualTo(1);
    assertThat(discontinuities("v")).isZero();
    assertThat(discontinuities("a")).isZero();
    assertItGoesOn();
  }

  @Test
  void elseItIsTakenBackAtAKeyFrameOfItsOwn() throws Exception {
    Encoder primary = new Encoder(Input.PRIMARY, "p");
    new Encoder(Input.BACKUP, "b", 50 * GOP);
    run(9_000);
    primary.sends = false;
    run(5_100);
    new Encoder(Input.PRIMARY, "p");
    run(9_000);
    assertThat(active()).contains(Input.BACKUP);
    run(6_000);
    assertThat(active()).contains(Input.PRIMARY);
    assertThat(discontinuities("v")).isEqualTo(2);
    assertThat(inputs.status(now()).failovers()).isEqualTo(1);
    assertItGoesOn();
  }

  @Test
  void onePrimaryThatComesAndGoesIsLeftAlone() throws Exception {
    Encoder primary = new Encoder(Input.PRIMARY, "p");
    new Encoder(Input.BACKUP, "b", 50 * GOP);
    run(9_000);
    primary.sends = false;
    for (int i = 0; i < 5; i++) {
      run(3_000);
      Encoder again = new Encoder(Input.PRIMARY, "p" + i);
      run(8_000);
      again.sends = false;
    }
    assertThat(active()).contains(Input.BACKUP);
    assertThat(discontinuities("v")).isEqualTo(1);
    assertItGoesOn();
  }

  /** Taken back after 10 s, and gone at once, it has to be steady for 20 s. */
  @Test
  void oneThatFailsSoonAfterItWasTakenBackHasToBeSteadyLonger() throws Exception {
    Encoder primary = new Encoder(Input.PRIMARY, "p");
    new Encoder(Input.BACKUP, "b", 50 * GOP);
    run(9_000);
    primary.sends = false;
    run(3_000);
    Encoder second = new Encoder(Input.PRIMARY, "q");
    run(14_000);
    assertThat(active()).contains(Input.PRIMARY);
    second.sends = false;
    run(8_000);
    assertThat(active()).contains(Input.BACKUP);
    new Encoder(Input.PRIMARY, "r");
    run(18_000);
    assertThat(active()).contains(Input.BACKUP);
    run(6_000);
    assertThat(active()).contains(Input.PRIMARY);
    assertItGoesOn();
  }

  @Test
  void whoeverSendsWhatIsUnfitIsToldAndTheOtherTakesOver() throws Exception {
    Encoder primary = new Encoder(Input.PRIMARY, "p");
    new Encoder(Input.BACKUP, "b", 50 * GOP);
    run(9_000);
    primary.sends = false;
    assertThatThrownBy(() -> primary.send("v", 500, false)).isInstanceOf(UnfitMediaException.class);
    assertThat(active()).contains(Input.BACKUP);
    run(4_000);
    assertItGoesOn();
  }

  @Test
  void whatStandsByIsCheckedTooAndHarmsNobody() throws Exception {
    new Encoder(Input.PRIMARY, "p");
    Encoder backup = new Encoder(Input.BACKUP, "b", 50 * GOP);
    run(9_000);
    backup.sends = false;
    assertThatThrownBy(() -> backup.send("v", 500, false)).isInstanceOf(UnfitMediaException.class);
    assertThatThrownBy(() ->
            inputs.fragment(
                Input.BACKUP,
                "w",
                new Fragment(
                    ByteBuffer.allocate(8),
                    Duration.ZERO,
                    Duration.ofMillis(333),
                    true,
                    Optional.empty()),
                now()))
        .hasMessageStartingWith("a fragment before any header");
    assertThat(inputs.status(now()).standby()).isFalse();
    run(4_000);
    assertThat(active()).contains(Input.PRIMARY);
    assertThat(discontinuities("v")).isZero();
    assertItGoesOn();
  }

  @Test
  void aTrackThatIsLostIsTakenFromWhoHasAll() throws Exception {
    Encoder primary = new Encoder(Input.PRIMARY, "p");
    new Encoder(Input.BACKUP, "b", 50 * GOP);
    run(9_000);
    primary.isMute = true;
    run(3_000);
    assertThat(active()).contains(Input.BACKUP);
    assertItGoesOn();
  }

  @Test
  void withBothDeadASlateIsShownUntilMediaIsBack() throws Exception {
    inputs.slate(SlateTrackTest.slate("v"));
    Encoder primary = new Encoder(Input.PRIMARY, "p");
    Encoder backup = new Encoder(Input.BACKUP, "b", 50 * GOP);
    run(9_000);
    primary.sends = false;
    backup.sends = false;
    Instant last = inputs.published();
    while (!inputs.status(now()).slate()) {
      run(STEP);
    }
    assertThat(Duration.between(last, now()))
        .isBetween(Duration.ofMillis(6_000), Duration.ofMillis(6_100));
    int whole = segments("v").size();
    assertThat(view("v").open()).as("its first part").isPresent();
    run(20_000);
    assertThat(segments("v").size() - whole).as("at the pace of time").isBetween(9, 11);
    assertThat(discontinuities("v")).isEqualTo(1);
    assertThat(active()).isEmpty();
    assertThat(inputs.published()).isEqualTo(last);
    new Encoder(Input.BACKUP, "b", 90 * GOP);
    run(6_000);
    assertThat(active()).contains(Input.BACKUP);
    assertThat(inputs.status(now()).slate()).isFalse();
    assertThat(discontinuities("v")).isEqualTo(2);
    List<Segment> pictures = segments("v");
    assertThat(pictures)
        .extracting(Segment::number)
        .containsExactlyElementsOf(LongStream.range(0, pictures.size()).boxed().toList());
  }

  @Test
  void aSlateEndsWithTheProgramme() throws Exception {
    inputs.slate(SlateTrackTest.slate("v"));
    Encoder primary = new Encoder(Input.PRIMARY, "p");
    run(9_000);
    primary.sends = false;
    run(10_000);
    assertThat(inputs.status(now()).slate()).isTrue();
    inputs.end();
    int whole = segments("v").size();
    run(10_000);
    assertThat(segments("v")).hasSize(whole);
    assertThat(inputs.wantsLook()).isFalse();
  }

  @Test
  void withoutASlateTheLastPlaylistIsHeld() throws Exception {
    inputs.slate(SlateTrackTest.slate("another"));
    Encoder primary = new Encoder(Input.PRIMARY, "p");
    run(9_000);
    primary.sends = false;
    int whole = segments("v").size();
    run(20_000);
    assertThat(segments("v")).hasSize(whole);
    assertThat(active()).contains(Input.PRIMARY);
  }
}
