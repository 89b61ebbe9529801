package dev.headwater.edge.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.live.timeline.Rendition;
import dev.headwater.edge.live.timeline.RenditionView;
import dev.headwater.edge.live.timeline.Segment;
import dev.headwater.edge.live.timeline.Terms;
import dev.headwater.edge.protection.KeyName;
import dev.headwater.edge.protection.KeyPeriods;
import dev.headwater.media.Resolution;
import dev.headwater.media.dash.Mpd;
import dev.headwater.media.dash.Period;
import dev.headwater.media.dash.SegmentTemplate;
import dev.headwater.media.dash.SegmentTemplate.Run;
import dev.headwater.media.isobmff.SampleDefaults;
import dev.headwater.media.isobmff.Track;
import dev.headwater.platform.channel.ChannelEncryption.Scheme;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LiveMpdTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration TWO = Duration.ofSeconds(2);
  private static final Terms TERMS =
      new Terms(
          TWO,
          Duration.ofSeconds(4),
          Optional.of(Duration.ofMillis(350)),
          Duration.ofSeconds(24),
          Duration.ofSeconds(16));
  private static final Rendition VIDEO =
      new Rendition(
          "v",
          new Track.Video(1, 90_000, SampleDefaults.NONE, "avc1.64001f", new Resolution(320, 180)));

  private static final Track.Audio SOUND =
      new Track.Audio(2, 48_000, SampleDefaults.NONE, "mp4a.40.2", 48_000, 2, Optional.empty());

  private final LiveMpd mpds = new LiveMpd();

  /** At 7 s of the encoder's timeline when the clock was at {@code NOW}. */
  private static Segment segment(String epoch, long number, boolean gap) {
    Duration since = TWO.multipliedBy(number);
    return new Segment(
        number,
        epoch,
        Duration.ofSeconds(7).plus(since),
        TWO,
        NOW.plus(since),
        false,
        gap,
        0,
        List.of());
  }

  private static LiveMpd.Track track(boolean ended, Segment... segments) {
    RenditionView view =
        new RenditionView(
            "v", TERMS, List.of(segments), 0, Optional.empty(), segments[0].epoch(), ended);
    return new LiveMpd.Track(VIDEO, view, 800_000);
  }

  private Mpd mpd(boolean ended, Segment... segments) {
    return mpds.of(List.of(track(ended, segments)), NOW.plusSeconds(9)).orElseThrow();
  }

  private static SegmentTemplate template(Period period) {
    return period.adaptationSets().getFirst().representations().getFirst().template();
  }

  @Test
  void aPeriodBeginsWithItsFirstSegment() {
    Mpd mpd = mpd(false, segment("e", 0, false), segment("e", 1, false));
    Period period = mpd.periods().getFirst();
    assertThat(period.start()).isEqualTo(Duration.between(Instant.EPOCH, NOW));
    SegmentTemplate template = template(period);
    assertThat(template.presentationTimeOffset()).isEqualTo(7 * 90_000);
    assertThat(template.media()).isEqualTo("$RepresentationID$/e-$Number$.m4s");
    assertThat(template.initialization()).isEqualTo("$RepresentationID$/e-init.mp4");
    assertThat(template.timeline()).containsExactly(new Run(7 * 90_000, 180_000, 2));
  }

  @Test
  void aPeriodStaysWhereItWasWhenSegmentsHaveLeft() {
    Mpd first = mpd(false, segment("e", 0, false), segment("e", 1, false));
    Mpd later = mpd(false, segment("e", 1, false), segment("e", 2, false));
    assertThat(later.periods().getFirst().start()).isEqualTo(first.periods().getFirst().start());
    SegmentTemplate template = template(later.periods().getFirst());
    assertThat(template.presentationTimeOffset()).isEqualTo(7 * 90_000);
    assertThat(template.startNumber()).isEqualTo(1);
    assertThat(template.timeline()).containsExactly(new Run(9 * 90_000, 180_000, 2));
  }

  @Test
  void eachEpochIsAPeriodAndAGapBeforeItsFirstSegmentIsOfNone() {
    Mpd mpd = mpd(false, segment("e", 0, false), segment("f", 1, true), segment("f", 2, false));
    assertThat(mpd.periods()).extracting(Period::id).containsExactly("e", "f");
    assertThat(template(mpd.periods().getLast()).startNumber()).isEqualTo(2);
  }

  @Test
  void aGapAtTheEndOfAnEpochIsOfNone() {
    Segment last = segment("e", 1, true);
    Mpd mpd = mpd(false, segment("e", 0, false), last, segment("f", 2, false));
    assertThat(template(mpd.periods().getFirst()).timeline())
        .containsExactly(new Run(7 * 90_000, 180_000, 1));
    Mpd later = mpd(false, segment("e", 0, false), last, segment("e", 2, false));
    assertThat(template(later.periods().getFirst()).timeline())
        .containsExactly(new Run(7 * 90_000, 180_000, 3));
  }

  @Test
  void itGoesOnUntilTheProgrammeHasEnded() {
    Mpd.Dynamic going = (Mpd.Dynamic) mpd(false, segment("e", 0, false)).type();
    assertThat(going.update()).isEqualTo(new Mpd.Going(TWO));
    assertThat(going.suggestedPresentationDelay()).contains(Duration.ofSeconds(12));
    assertThat(going.timeShiftBufferDepth()).contains(Duration.ofSeconds(24));
    Mpd.Dynamic over = (Mpd.Dynamic) mpd(true, segment("e", 0, false)).type();
    assertThat(over.update())
        .isEqualTo(new Mpd.Ending(Duration.between(Instant.EPOCH, NOW.plus(TWO))));
  }

  @Test
  void whatIsFinishedBeginsAtZeroAndLeavesOutTheTimeBetweenEpochs() {
    Mpd mpd =
        LiveMpd.finished(
            List.of(
                track(
                    true,
                    segment("e", 5, false),
                    segment("e", 6, false),
                    segment("f", 900, false))));
    assertThat(mpd.type()).isEqualTo(new Mpd.Static(TWO.multipliedBy(3)));
    assertThat(mpd.periods())
        .extracting(Period::start)
        .containsExactly(Duration.ZERO, TWO.multipliedBy(2));
    SegmentTemplate later = template(mpd.periods().getLast());
    assertThat(later.startNumber()).isEqualTo(900);
    assertThat(later.presentationTimeOffset()).isEqualTo((7 + 1800) * 90_000);
  }

  private static final Terms KEYS =
      new Terms(
          TWO,
          Duration.ofSeconds(4),
          Optional.of(Duration.ofMillis(350)),
          Duration.ofSeconds(24),
          Duration.ofSeconds(16),
          Optional.of(new KeyPeriods("c1", Scheme.CBCS, 2)));

  /** Of a channel whose keys are for two segments each. */
  private static LiveMpd.Track keyed(Rendition rendition, boolean ended, Segment... segments) {
    RenditionView view =
        new RenditionView(
            rendition.id(), KEYS, List.of(segments), 0, Optional.empty(), "1_e", ended);
    return new LiveMpd.Track(rendition, view, 800_000);
  }

  /** The same some while later on the encoder's timeline. */
  private static Segment later(Segment segment, Duration by) {
    return new Segment(
        segment.number(),
        segment.epoch(),
        segment.start().plus(by),
        segment.duration(),
        segment.at().plus(by),
        false,
        false,
        0,
        List.of());
  }

  @Test
  void eachKeyIsAPeriodThatGoesOnWhereTheOneBeforeEnds() {
    Segment[] segments = {
      segment("0_e", 0, false), segment("0_e", 1, false), segment("1_e", 2, false)
    };
    Rendition low = new Rendition("low", VIDEO.track());
    List<LiveMpd.Track> tracks =
        List.of(keyed(VIDEO, false, segments), keyed(low, false, segments));
    List<Period> periods = mpds.of(tracks, NOW.plusSeconds(9)).orElseThrow().periods();
    assertThat(periods).extracting(Period::id).containsExactly("0_e", "1_e");
    assertThat(periods.getLast().start()).isEqualTo(periods.getFirst().start().plusSeconds(4));
    SegmentTemplate template = template(periods.getLast());
    assertThat(template.presentationTimeOffset()).isEqualTo((7 + 4) * 90_000);
    assertThat(template.initialization()).isEqualTo("$RepresentationID$/1_e-init.mp4");
    assertThat(template.media()).isEqualTo("$RepresentationID$/1_e-$Number$.m4s");
    assertThat(periods.getLast().adaptationSets())
        .extracting(set -> set.protection().orElseThrow().keyId())
        .as("renditions have keys of their own, and so have sets")
        .containsExactly(
            new KeyName("c1", "v", "1_e", 1).keyId(), new KeyName("c1", "low", "1_e", 1).keyId());
  }

  @Test
  void aPeriodIsSaidWhenAllItsTracksHaveItOrAfterATargetDuration() {
    Segment[] video = {segment("0_e", 1, false), segment("1_e", 2, false)};
    LiveMpd.Track sound = keyed(new Rendition("a", SOUND), false, segment("0_e", 1, false));
    Instant now = NOW.plusSeconds(9);
    Mpd awaited = mpds.of(List.of(keyed(VIDEO, false, video), sound), now).orElseThrow();
    assertThat(awaited.periods()).extracting(Period::id).containsExactly("0_e");
    Segment[] more = {
      segment("0_e", 1, false),
      segment("1_e", 2, false),
      segment("1_e", 3, false),
      later(segment("1_e", 4, false), Duration.ofMillis(100))
    };
    Mpd given = mpds.of(List.of(keyed(VIDEO, false, more), sound), now).orElseThrow();
    assertThat(given.periods()).extracting(Period::id).containsExactly("0_e", "1_e");
  }

  /** Fragments of sound are cut elsewhere: what is under the key before lasts somewhat longer. */
  @Test
  void keysOfWhatIsFinishedTakeTurnsWithoutAPause() {
    Duration behind = Duration.ofMillis(300);
    LiveMpd.Track video = keyed(VIDEO, true, segment("0_e", 1, false), segment("1_e", 2, false));
    LiveMpd.Track sound =
        keyed(
            new Rendition("a", SOUND),
            true,
            later(segment("0_e", 1, false), behind),
            later(segment("1_e", 2, false), behind));
    Mpd mpd = LiveMpd.finished(List.of(video, sound));
    assertThat(mpd.periods()).extracting(Period::start).containsExactly(Duration.ZERO, TWO);
    assertThat(mpd.type()).isEqualTo(new Mpd.Static(TWO.multipliedBy(2).plus(behind)));
  }

  @Test
  void thereIsNoneBeforeAnySegmentIsWhole() {
    assertThat(mpds.of(List.of(), NOW)).isEmpty();
  }
}
