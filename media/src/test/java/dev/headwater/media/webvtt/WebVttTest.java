package dev.headwater.media.webvtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebVttTest {
  private static final Cue ONE = cue(1_000, 2_500, "", "", "one");

  private static Cue cue(
      long startMillis, long endMillis, String id, String settings, String text) {
    return new Cue(
        Duration.ofMillis(startMillis), Duration.ofMillis(endMillis), id, settings, text);
  }

  private static WebVtt parse(String text) throws MalformedWebVttException {
    return WebVtt.parse(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** W3C WebVTT, section 4.1, and section 6.1 for line ends, the byte order mark and NUL. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "WEBVTT\n\n00:01.000 --> 00:02.500\none\n",
        "WEBVTT\n\n00:01.000 --> 00:02.500\none",
        "\uFEFFWEBVTT\n\n00:01.000 --> 00:02.500\none\n\n\n",
        "WEBVTT - of somebody\r\n\r\n00:00:01.000 --> 00:00:02.500\r\none\r\n",
        "WEBVTT\ta\r\r00:01.000\t-->\t00:02.500\rone\r",
        "WEBVTT\nKind: captions\n\nNOTE what\nit is\n\n00:01.000 --> 00:02.500\none\n",
        "WEBVTT\n\nNOTE\n\n00:01.000 --> 00:02.500 \none\n",
      })
  void oneCueIsReadHoweverItIsWritten(String text) throws Exception {
    assertThat(parse(text)).isEqualTo(new WebVtt(Optional.empty(), List.of(), List.of(ONE)));
  }

  @Test
  void allOfAFileIsReadAndWrittenAgain() throws Exception {
    String text =
        """
        WEBVTT
        X-TIMESTAMP-MAP=MPEGTS:900000,LOCAL:00:00:01.000

        STYLE
        ::cue { color: lime }

        REGION
        id:low

        first
        00:00:01.000 --> 00:00:02.500 line:0 region:low
        <v Ann>one
        two</v>

        100:00:03.000 --> 100:00:04.000

        """;
    WebVtt read = parse(text);
    assertThat(read.map()).contains(new TimestampMap(900_000, Duration.ofSeconds(1)));
    assertThat(read.looks()).containsExactly("STYLE\n::cue { color: lime }", "REGION\nid:low");
    assertThat(read.cues())
        .containsExactly(
            cue(1_000, 2_500, "first", "line:0 region:low", "<v Ann>one\ntwo</v>"),
            cue(360_003_000, 360_004_000, "", "", ""));
    assertThat(parse(read.text())).isEqualTo(read);
  }

  @Test
  void whatIsNoUtf8OrNulIsReplaced() throws Exception {
    byte[] text =
        "WEBVTT\n\n00:01.000 --> 00:02.500\na\u0000b\u007f\n".getBytes(StandardCharsets.UTF_8);
    text[text.length - 2] = (byte) 0xFF;
    assertThat(WebVtt.parse(ByteBuffer.wrap(text)).cues().getFirst().text())
        .isEqualTo("a\uFFFDb\uFFFD");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|line 1",
        "WEBVTTX|line 1",
        "{\"a\":1}|line 1",
        "WEBVTT/00:01.000 --> 00:02.000/a|line 2",
        "WEBVTT/X-TIMESTAMP-MAP=LOCAL:0|line 2",
        "WEBVTT/X-TIMESTAMP-MAP=MPEGTS:9999999999,LOCAL:00:00.000|line 2",
        "WEBVTT//00:01.000 -->/a|line 3",
        "WEBVTT//00:01.000|line 3",
        "WEBVTT//id/text|line 4",
        "WEBVTT//00:01.000-->00:02.000/a|line 3",
        "WEBVTT//00:02.000 --> 00:02.000/a|line 3",
        "WEBVTT//00:02.000 --> 00:01.000/a|line 3",
        "WEBVTT//00:61.000 --> 01:62.000/a|line 3",
        "WEBVTT//00:01,000 --> 00:02,000/a|line 3",
        "WEBVTT//99999999:00:01.000 --> 99999999:00:02.000/a|line 3",
        "WEBVTT//00:01.000 --> 00:02.000 --> 1/a|line 3",
        "WEBVTT//00:01.000 --> 00:02.000/a --> b|line 4",
        "WEBVTT//STYLE/a --> b|line 4",
      })
  void whatIsMalformedIsToldWithItsLine(String text, String line) {
    assertThatThrownBy(() -> parse(text.replace('/', '\n')))
        .isInstanceOf(MalformedWebVttException.class)
        .hasMessageContaining("WebVTT " + line + ":")
        .hasMessageContaining("expected");
  }

  /** Draft-pantos-hls-rfc8216bis, section 3.1.4: 33 bits of 90 kHz, which last for 26.5 hours. */
  @ParameterizedTest
  @CsvSource({
    "0, 0, 0",
    "900000, 10, 10",
    "0, 95443.717, 95443.717688888",
    "8589934500, 95443.717, 95443.717",
    "0, 200000, 190887.435377777",
  })
  void theClockOfMpegBeginsAnew(long mpegTs, double nearSeconds, double placeSeconds) {
    Duration near = Duration.ofMillis((long) (nearSeconds * 1000));
    Duration place = new TimestampMap(mpegTs, Duration.ZERO).place(Duration.ZERO, near);
    assertThat(place)
        .isCloseTo(Duration.ofNanos((long) (placeSeconds * 1e9)), Duration.ofMillis(1));
  }

  @Test
  void aPlaceIsMappedTo33Bits() {
    assertThat(TimestampMap.of(Duration.ofSeconds(10), Duration.ofSeconds(4)))
        .hasToString("X-TIMESTAMP-MAP=MPEGTS:900000,LOCAL:00:00:04.000");
    Duration since1970 = Duration.ofSeconds(1_800_000_123L).plusMillis(1);
    TimestampMap map = TimestampMap.of(since1970, Duration.ZERO);
    assertThat(map.mpegTs()).isEqualTo((1_800_000_123L * 90_000 + 90) % (1L << 33));
    assertThat(map.place(Duration.ZERO, since1970.plusSeconds(3)))
        .isCloseTo(since1970, Duration.ofMillis(1));
  }

  @Test
  void textsFromElsewhereCannotEndACueEarly() throws Exception {
    Cue cue =
        Cue.cleaned(
            Duration.ZERO,
            Duration.ofSeconds(1),
            "a\nb",
            "line:0\n",
            "\n1 --> 2\r\n\r\n\r\nthree\n");
    assertThat(cue).isEqualTo(cue(0, 1_000, "a b", "line:0", "1 --&gt; 2\nthree"));
    WebVtt file = new WebVtt(Optional.empty(), List.of(), List.of(cue));
    assertThat(parse(file.text())).isEqualTo(file);
  }
}
