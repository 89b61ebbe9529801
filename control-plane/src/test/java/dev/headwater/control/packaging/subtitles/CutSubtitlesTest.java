package dev.headwater.control.packaging.subtitles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.media.Ticks;
import dev.headwater.media.packaging.MeasuredSegment;
import dev.headwater.media.webvtt.Cue;
import dev.headwater.media.webvtt.WebVtt;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CutSubtitlesTest {
  @Test
  void aCueIsInEachSegmentDuringWhichItIsShown() throws Exception {
    List<WebVtt> cut =
        cut(
            """
            WEBVTT

            00:01.000 --> 00:02.000
            one

            00:03.500 --> 00:08.500
            across

            00:04.000 --> 00:08.000
            second

            00:11.000 --> 00:20.000
            last
            """);
    assertThat(cut).hasSize(3);
    assertThat(texts(cut.get(0))).containsExactly("one", "across");
    assertThat(texts(cut.get(1))).containsExactly("across", "second");
    assertThat(texts(cut.get(2))).containsExactly("across", "last");
    assertThat(cut.get(2).cues().getFirst().start()).isEqualTo(Duration.ofMillis(3500));
    assertThat(cut.get(1).text()).startsWith("WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:0,LOCAL:00:00:00.000");
  }

  @Test
  void whatIsCutFromTheBeginningOfTheMediaIsCutFromItsSubtitlesToo() throws Exception {
    List<WebVtt> cut =
        CutSubtitles.of(
            bytes("WEBVTT\n\n00:00.000 --> 00:00.400\ngone\n\n00:00.200 --> 00:01.000\nrest\n"),
            Duration.ofMillis(400),
            cuts(3));
    assertThat(texts(cut.getFirst())).containsExactly("rest");
    assertThat(cut.getFirst().cues().getFirst().start()).isZero();
    assertThat(cut.getFirst().cues().getFirst().end()).isEqualTo(Duration.ofMillis(600));
  }

  @Test
  void cuesThatAreShownForNoTimeAreLeftOut() throws Exception {
    List<WebVtt> cut =
        cut("WEBVTT\n\n00:01.000 --> 00:01.000\nnever\n\n00:01.000 --> 00:02.000\nonce\n");
    assertThat(texts(cut.getFirst())).containsExactly("once");
  }

  /** As ffmpeg writes what other formats allow. */
  @Test
  void emptyLinesAndArrowsInTheTextOfACueDoNoHarm() throws Exception {
    List<WebVtt> cut =
        cut(
            """
            WEBVTT

            00:01.000 --> 00:02.000

            placed low

            00:01.500 --> 00:01.500
            never

            00:02.000 --> 00:03.000
            top

            bottom --> there

            """);
    assertThat(texts(cut.getFirst())).containsExactly("placed low", "top\nbottom --&gt; there");
  }

  @Test
  void longTextsThatAreShownForLongAreRefused() {
    String line = "x".repeat(1000);
    String cue = "00:00:00.000 --> 10:00:00.000\n" + (line + "\n").repeat(1000) + "\n";
    String file = "WEBVTT\n\n" + cue.repeat(2);
    assertThatThrownBy(() -> CutSubtitles.of(bytes(file), Duration.ZERO, cuts(9_000)))
        .isInstanceOf(UnfitSubtitlesException.class)
        .hasMessageContaining("characters in all");
  }

  @Test
  void aFileWithoutCuesIsSegmentsWithoutCues() throws Exception {
    assertThat(cut("WEBVTT\n")).hasSize(3).allMatch(one -> one.cues().isEmpty());
  }

  /** A hundred cues of ten hours each are nine hundred thousand in segments. */
  @Test
  void cuesThatWouldFillTheMemoryAreRefused() {
    String many =
        IntStream.range(0, 100)
            .mapToObj(n -> "00:00:00.000 --> 10:00:00.000\n" + n + "\n\n")
            .collect(Collectors.joining("", "WEBVTT\n\n", ""));
    assertThatThrownBy(() -> CutSubtitles.of(bytes(many), Duration.ZERO, cuts(9000)))
        .isInstanceOf(UnfitSubtitlesException.class)
        .hasMessageStartingWith("there are more than 200000 of them");
  }

  @Test
  void whatIsNoWebVttIsRefusedWithItsLine() {
    assertThatThrownBy(() -> cut("WEBVTT\n\n00:01.000 -> 00:02.000\nx\n"))
        .isInstanceOf(UnfitSubtitlesException.class)
        .hasMessageContaining("line 4");
  }

  private static List<WebVtt> cut(String text) throws UnfitSubtitlesException {
    return CutSubtitles.of(bytes(text), Duration.ZERO, cuts(3));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static List<MeasuredSegment> cuts(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            n -> new MeasuredSegment(new Ticks(n * 4000L, 1000), new Ticks(4000, 1000), 10, true))
        .toList();
  }

  private static List<String> texts(WebVtt segment) {
    return segment.cues().stream().map(Cue::text).toList();
  }
}
