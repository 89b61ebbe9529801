package dev.headwater.edge.live.subtitles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.edge.live.timeline.ChannelTimeline;
import dev.headwater.edge.live.timeline.Epoch;
import dev.headwater.edge.live.timeline.Fragment;
import dev.headwater.edge.live.timeline.Input;
import dev.headwater.edge.live.timeline.Inputs;
import dev.headwater.edge.live.timeline.MediaBytes;
import dev.headwater.edge.live.timeline.Past;
import dev.headwater.edge.live.timeline.PastRendition;
import dev.headwater.edge.live.timeline.Rendition;
import dev.headwater.edge.live.timeline.RenditionView;
import dev.headwater.edge.live.timeline.Segment;
import dev.headwater.edge.live.timeline.Terms;
import dev.headwater.edge.live.timeline.TimelineListener;
import dev.headwater.edge.live.timeline.UnfitMediaException;
import dev.headwater.media.Resolution;
import dev.headwater.media.isobmff.SampleDefaults;
import dev.headwater.media.isobmff.Track;
import dev.headwater.media.webvtt.MalformedWebVttException;
import dev.headwater.media.webvtt.WebVtt;
import io.netty.buffer.ByteBuf;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Pictures of segments of two seconds, in fragments of half a second, and what is read beside. */
class SubtitlesTest {
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final Track.Coded VIDEO =
      new Track.Video(1, 90_000, SampleDefaults.NONE, "avc1.64001f", new Resolution(320, 180));
  private static final Track.Text ENGLISH =
      new Track.Text(1, 1_000, SampleDefaults.NONE, "wvtt", Optional.of("en"));
  private static final Terms TERMS =
      new Terms(
          Duration.ofSeconds(2),
          Duration.ofSeconds(4),
          Optional.empty(),
          Duration.ofSeconds(24),
          Duration.ofSeconds(16));

  private final Map<String, RenditionView> views = new HashMap<>();
  private final List<String> events = new ArrayList<>();
  private int epochs;
  private long sent;
  private Instant now = START;
  private Subtitles subtitles = subtitles(Past.NONE);
  private Inputs inputs = inputs(Past.NONE);

  private Subtitles subtitles(Past past) {
    return new Subtitles(TERMS, past, new Told());
  }

  private Inputs inputs(Past past) {
    Past media = past.without(one -> one.track() instanceof Track.Text);
    return new Inputs(TERMS, new ChannelTimeline(TERMS, _ -> "e" + ++epochs, media, subtitles));
  }

  private final class Told implements TimelineListener {
    @Override
    public void published(RenditionView view) {
      views.put(view.rendition(), view);
    }

    @Override
    public void finished(String rendition, Segment segment) {
      if (SubtitleName.isOne(rendition)) {
        events.add("finished " + segment.number());
      }
    }

    @Override
    public void begun(Rendition rendition, Epoch epoch, MediaBytes header) {}

    @Override
    public void begun(Rendition rendition, Epoch epoch, long discontinuitySequence) {
      events.add(
          "begun %s %s %d %d"
              .formatted(rendition.id(), epoch.id(), epoch.firstNumber(), discontinuitySequence));
    }

    @Override
    public void renamed(String rendition, String epoch, MediaBytes header) {}

    @Override
    public void left(String rendition, Segment segment) {}

    @Override
    public void forgotten(String rendition, String epoch) {}

    @Override
    public void ended() {
      events.add("ended");
    }

    @Override
    public void gone(String rendition) {
      events.add("gone " + rendition);
    }
  }

  @AfterEach
  void close() {
    inputs.close();
    subtitles.close();
  }

  private void pictures(long fromSeconds, long untilSeconds) throws UnfitMediaException {
    Input from = Input.PRIMARY;
    inputs.header(from, "v", ByteBuffer.wrap(new byte[] {1}), VIDEO);
    for (long at = fromSeconds * 1_000; at < untilSeconds * 1_000; at += 500) {
      now = now.plusMillis(500);
      Fragment fragment =
          new Fragment(
              ByteBuffer.allocate(8).putLong(0, ++sent),
              Duration.ofMillis(at),
              Duration.ofMillis(500),
              at % 2_000 == 0,
              Optional.empty());
      subtitles.came(from, fragment, inputs.fragment(from, "v", fragment, now));
      subtitles.shows(inputs.status(now).active());
    }
  }

  private void text(Input from, String cues, Optional<Duration> until) throws Exception {
    WebVtt file =
        WebVtt.parse(ByteBuffer.wrap(("WEBVTT\n" + cues).getBytes(StandardCharsets.UTF_8)));
    subtitles.take(new TextArrival(from, "en", ENGLISH, file, until));
  }

  private void text(String... cues) throws Exception {
    text(Input.PRIMARY, "\n" + String.join("\n\n", cues) + "\n", Optional.empty());
  }

  private RenditionView view(String rendition) {
    return Objects.requireNonNull(views.get(rendition), rendition);
  }

  private List<Long> numbers() {
    return view("text-en").segments().stream().map(Segment::number).toList();
  }

  private String file(long number) {
    ByteBuf share =
        view("text-en")
            .segment(number)
            .orElseThrow()
            .parts()
            .getFirst()
            .bytes()
            .share()
            .orElseThrow();
    try {
      return share.toString(StandardCharsets.UTF_8);
    } finally {
      share.release();
    }
  }

  private List<String> cues(long number) throws MalformedWebVttException {
    return WebVtt.parse(ByteBuffer.wrap(file(number).getBytes(StandardCharsets.UTF_8)))
        .cues()
        .stream()
        .map(cue -> "%s %d-%d".formatted(cue.text(), cue.start().toMillis(), cue.end().toMillis()))
        .toList();
  }

  /** The pictures begin at 10 s of the encoder's timeline. */
  @Test
  void aSegmentSaysWhichMomentOfThePicturesItsTimesAre() throws Exception {
    pictures(10, 12);
    text("00:10.500 --> 00:11.500 line:0\none");
    pictures(12, 17);
    assertThat(file(0))
        .isEqualTo(
            """
            WEBVTT
            X-TIMESTAMP-MAP=MPEGTS:900000,LOCAL:00:00:00.000

            00:00:00.500 --> 00:00:01.500 line:0
            one
            """);
    assertThat(file(1)).isEqualTo("WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:1080000,LOCAL:00:00:02.000\n");
    Segment media = view("v").segments().getFirst();
    Segment text = view("text-en").segments().getFirst();
    assertThat(text.number()).isEqualTo(media.number());
    assertThat(text.epoch()).isEqualTo(media.epoch());
    assertThat(text.at()).isEqualTo(media.at());
    assertThat(text.duration()).isEqualTo(media.duration());
    assertThat(text.start()).isEqualTo(Duration.ZERO);
  }

  @Test
  void aCueAcrossABoundaryIsInEachSegmentWithTheSameTimes() throws Exception {
    pictures(0, 2);
    text("00:01.000 --> 00:05.000\nlong", "00:02.000 --> 00:02.500\nshort");
    pictures(2, 11);
    assertThat(cues(0)).containsExactly("long 1000-5000");
    assertThat(cues(1)).containsExactly("long 1000-5000", "short 2000-2500");
    assertThat(cues(2)).containsExactly("long 1000-5000");
    assertThat(cues(3)).isEmpty();
  }

  @Test
  void aSegmentIsFixedAWhileAfterItsEnd() throws Exception {
    pictures(0, 2);
    text("00:01.000 --> 00:01.500\none");
    pictures(2, 3);
    assertThat(views).doesNotContainKey("text-en");
    pictures(3, 4);
    assertThat(numbers()).containsExactly(0L);
  }

  @Test
  void aTrackThatSaysHowFarItHasComeIsNotWaitedFor() throws Exception {
    pictures(0, 2);
    text(Input.PRIMARY, "", Optional.of(Duration.ofSeconds(2)));
    pictures(2, 3);
    assertThat(numbers()).containsExactly(0L);
  }

  @Test
  void whatComesLateIsInTheNextSegmentsOrLost() throws Exception {
    pictures(0, 1);
    text("00:00.500 --> 00:01.000\nfirst");
    pictures(1, 5);
    String fixed = file(0);
    text("00:00.500 --> 00:01.500\nover", "00:01.500 --> 00:03.000\nnot over");
    pictures(5, 8);
    assertThat(file(0)).isEqualTo(fixed);
    assertThat(cues(1)).containsExactly("not over 1500-3000");
    assertThat(subtitles.lost()).isEqualTo(1);
  }

  @Test
  void whatIsSentTwiceIsShownOnce() throws Exception {
    pictures(0, 2);
    text("00:01.000 --> 00:03.000\none");
    text("00:01.000 --> 00:03.000\none");
    pictures(2, 8);
    assertThat(cues(0)).containsExactly("one 1000-3000");
    assertThat(cues(1)).containsExactly("one 1000-3000");
  }

  @Test
  void piecesOfOneCueAreOneUntilASegmentHasIt() throws Exception {
    pictures(0, 2);
    text("00:01.000 --> 00:01.500\none");
    text("00:01.500 --> 00:02.500\none");
    pictures(2, 5);
    text("00:02.500 --> 00:03.000\none");
    pictures(5, 8);
    assertThat(cues(0)).containsExactly("one 1000-2500");
    assertThat(cues(1)).containsExactly("one 1000-2500", "one 2500-3000");
  }

  @Test
  void looksAreInEachSegmentFromThenOn() throws Exception {
    pictures(0, 2);
    text("STYLE\n::cue { color: lime }");
    pictures(2, 7);
    assertThat(file(0)).contains("STYLE\n::cue { color: lime }\n");
    assertThat(file(1)).contains("STYLE\n::cue { color: lime }\n");
  }

  @Test
  void timesOfAMapAreThoseOfThePictures() throws Exception {
    pictures(100_000, 100_002); // the clock of 33 bits has begun anew
    text(
        Input.PRIMARY,
        "X-TIMESTAMP-MAP=MPEGTS:%d,LOCAL:01:00:00.000\n\n01:00:00.500 --> 01:00:01.000\none\n"
            .formatted(100_000L * 90_000 % (1L << 33)),
        Optional.empty());
    pictures(100_002, 100_005);
    assertThat(cues(0)).containsExactly("one 500-1000");
  }

  @Test
  void aCueWhoseTimesAreAbsurdIsRefused() throws Exception {
    pictures(0, 2);
    assertThatThrownBy(() -> text("05:00.000 --> 05:01.000\na"))
        .isInstanceOf(UnfitMediaException.class)
        .hasMessage(
            "cues from 300.000 s on, where media is at 2.000 s (expected: at most 60 s away)");
    assertThatThrownBy(() -> text("00:01.000 --> 02:00:00.000\na"))
        .isInstanceOf(UnfitMediaException.class)
        .hasMessage("a cue of 7199 s (expected: at most 3600 s)");
    assertThat(subtitles.renditions()).isEmpty();
  }

  @Test
  void namesThatNeverEndAreRefused() throws Exception {
    WebVtt empty = new WebVtt(Optional.empty(), List.of(), List.of());
    for (int i = 0; i < 32; i++) {
      subtitles.take(new TextArrival(Input.PRIMARY, "t" + i, ENGLISH, empty, Optional.empty()));
    }
    assertThatThrownBy(() -> text("00:01.000 --> 00:02.000\na"))
        .isInstanceOf(UnfitMediaException.class)
        .hasMessageStartingWith("another track of subtitles");
  }

  @Test
  void cuesAreBounded() throws Exception {
    pictures(0, 2);
    for (int i = 0; i < 1_200; i++) {
      text("00:03.000 --> 00:03.500\n" + i);
    }
    assertThat(subtitles.lost()).isEqualTo(200);
  }

  /** Its times begin anew, and so do those of its subtitles. */
  @Test
  void anEncoderThatBeginsAnewHasAnEpochOfItsOwn() throws Exception {
    pictures(1_000, 1_002);
    text("16:41.000 --> 16:42.000\nbefore", "16:45.000 --> 16:50.000\nnever");
    pictures(1_002, 1_004);
    pictures(0, 2);
    text("00:00.500 --> 00:01.000\nafter");
    pictures(2, 5);
    assertThat(numbers()).containsExactly(0L, 1L, 2L);
    assertThat(cues(0)).containsExactly("before 1000-2000");
    assertThat(cues(2)).containsExactly("after 500-1000");
    assertThat(view("text-en").segments().getLast().discontinuity()).isTrue();
    assertThat(events)
        .containsExactly(
            "begun text-en e1 0 0",
            "finished 0",
            "finished 1",
            "begun text-en e2 2 0",
            "finished 2");
  }

  @Test
  void aTrackThatComesLaterHasTheNumbersAndDiscontinuitiesOfThePictures() throws Exception {
    pictures(1_000, 1_004);
    pictures(0, 6);
    text("00:05.000 --> 00:05.500\none");
    pictures(6, 9);
    assertThat(numbers()).containsExactly(4L);
    assertThat(view("v").segments().get(2).discontinuity()).isTrue();
    assertThat(view("text-en").discontinuitySequence()).isEqualTo(1);
    assertThat(events).contains("begun text-en e2 4 1");
  }

  @Test
  void whoStandsByIsReadAndNotShown() throws Exception {
    pictures(0, 1);
    text(Input.BACKUP, "\n00:01.000 --> 00:01.500\nbackup\n", Optional.empty());
    text("00:01.000 --> 00:01.500\nprimary");
    pictures(1, 5);
    assertThat(cues(0)).containsExactly("primary 1000-1500");
  }

  @Test
  void theEndOfAProgrammeIsThatOfItsSubtitles() throws Exception {
    pictures(0, 2);
    text("00:01.000 --> 00:01.500\none");
    inputs.end();
    assertThat(cues(0)).containsExactly("one 1000-1500");
    assertThat(view("text-en").ended()).isTrue();
    assertThat(events).endsWith("finished 0", "ended");
  }

  @Test
  void aTrackThatNothingComesOfLeavesWithItsWindow() throws Exception {
    pictures(0, 2);
    text("00:01.000 --> 00:01.500\none");
    pictures(2, 40);
    assertThat(events).contains("gone text-en");
    assertThat(subtitles.renditions()).isEmpty();
  }

  /** The newest segment of subtitles was not fixed when the node died. */
  @Test
  void whatWasBeforeGoesOn() throws Exception {
    pictures(0, 2);
    text("00:06.000 --> 00:06.500\none");
    pictures(2, 7);
    List<PastRendition> before = new ArrayList<>();
    before.add(past("v", VIDEO));
    before.add(past("text-en", ENGLISH));
    assertThat(before.getFirst().segments()).hasSize(3);
    assertThat(before.getLast().segments()).hasSize(2);
    close();
    Past past = new Past(3, 0, before);
    subtitles = subtitles(past);
    inputs = inputs(past);
    subtitles.resume();
    pictures(100, 105);
    assertThat(numbers()).containsExactly(0L, 1L, 2L, 3L);
    assertThat(view("text-en").segments().get(2).gap()).isTrue();
    assertThat(view("text-en").segments().getLast().discontinuity()).isTrue();
  }

  private PastRendition past(String id, Track.Coded track) {
    List<Segment> segments =
        view(id).segments().stream()
            .map(one ->
                new Segment(
                    one.number(),
                    one.epoch(),
                    one.start(),
                    one.duration(),
                    one.at(),
                    one.discontinuity(),
                    one.gap(),
                    one.lengthBytes(),
                    List.of()))
            .toList();
    return new PastRendition(new Rendition(id, track), segments, view(id).discontinuitySequence());
  }
}
