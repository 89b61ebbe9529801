package dev.headwater.media.hls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a playlist must not be: draft-pantos-hls-rfc8216bis, the section beside each row. */
class PlaylistErrorsTest {
  private static final String MEDIA = "#EXTM3U\n#EXT-X-TARGETDURATION:4\n";
  private static final String LOW_LATENCY =
      MEDIA + "#EXT-X-SERVER-CONTROL:PART-HOLD-BACK=3\n#EXT-X-PART-INF:PART-TARGET=1\n";
  private static final String VARIANT = "#EXTM3U\n#EXT-X-STREAM-INF:";

  @ParameterizedTest
  @MethodSource({
    "structure",
    "numbersAndDates",
    "segments",
    "attributes",
    "renditions",
    "serverControl",
    "parts",
    "edge",
    "dateRanges"
  })
  void theErrorNamesLineValueAndExpectation(String section, String text, int line, String message) {
    assertThatThrownBy(() -> Playlist.parse(text))
        .as(section)
        .isInstanceOfSatisfying(
            PlaylistException.class,
            error -> {
              assertThat(error).hasMessage("line " + line + ": " + message);
              assertThat(error.line()).isEqualTo(line);
            });
  }

  static Stream<Arguments> structure() {
    return Stream.of(
        row("4.1", "", 1, "playlist: empty (expected: #EXTM3U)"),
        row("4.1", "\uFEFF#EXTM3U\n", 1, "first line: \uFEFF#EXTM3U (expected: #EXTM3U)"),
        row("4.1", "#EXTM3U\na\u0000b\n", 2, "line: a?b (expected: no control characters)"),
        row("4.1", "#EXTM3U\na\rb\n", 2, "line: a?b (expected: no control characters)"),
        row("4.4.1.1", "#EXTM3U8\n", 1, "first line: #EXTM3U8 (expected: #EXTM3U)"),
        row("4.4.1.2", "#EXTM3U\n#EXT-X-VERSION:0\n", 2, "EXT-X-VERSION: 0 (expected: >= 1)"),
        row(
            "4.4.1.2",
            "#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-VERSION:3\n",
            3,
            "EXT-X-VERSION: a second one (expected: at most one)"),
        row(
            "4.4.3",
            VARIANT + "BANDWIDTH=1\na\n#EXT-X-ENDLIST\n",
            4,
            "EXT-X-ENDLIST:  (expected: only in a media playlist)"),
        row("4.4.3.1", "#EXTM3U\n#EXTINF:1,\na\n", 3, "EXT-X-TARGETDURATION: none (expected: one)"),
        row(
            "4.4.3.2",
            MEDIA + "#EXTINF:1,\na\n#EXT-X-MEDIA-SEQUENCE:5\n",
            5,
            "EXT-X-MEDIA-SEQUENCE: 5 (expected: before the first segment)"),
        row(
            "4.4.3.5",
            MEDIA + "#EXT-X-PLAYLIST-TYPE:LIVE\n",
            3,
            "EXT-X-PLAYLIST-TYPE: LIVE (expected: EVENT or VOD)"),
        row("4.4.3.4", MEDIA + "#EXT-X-ENDLIST:1\n", 3, "EXT-X-ENDLIST: 1 (expected: no value)"));
  }

  static Stream<Arguments> numbersAndDates() {
    return Stream.of(
        row(
            "4.2",
            MEDIA + "#EXT-X-MEDIA-SEQUENCE:-1\n",
            3,
            "EXT-X-MEDIA-SEQUENCE: -1 (expected: a whole number of at most 18 digits)"),
        row(
            "4.2",
            "#EXTM3U\n#EXT-X-TARGETDURATION:3000000000\n",
            2,
            "EXT-X-TARGETDURATION: 3000000000 (expected: <= 2147483647)"),
        row(
            "4.4.4.1",
            MEDIA + "#EXTINF:1e3,\na\n",
            3,
            "EXTINF: 1e3 (expected: a decimal number below 10^9)"),
        row(
            "4.4.4.6",
            MEDIA + "#EXT-X-PROGRAM-DATE-TIME:2026-01-01T00:00:00\n#EXTINF:1,\na\n",
            3,
            "EXT-X-PROGRAM-DATE-TIME: 2026-01-01T00:00:00"
                + " (expected: an ISO 8601 date and time with a zone)"));
  }

  static Stream<Arguments> segments() {
    return Stream.of(
        row("4.4.4.1", MEDIA + "a\n", 3, "URI: a (expected: after EXTINF)"),
        row(
            "4.4.4.1",
            MEDIA + "#EXTINF:1\na\n",
            3,
            "EXTINF: 1 (expected: duration,title with a comma even without a title)"),
        row("4.4.4.1", MEDIA + "#EXTINF:1,\n", 3, "EXTINF: 1, (expected: a segment after it)"),
        row(
            "4.4.4.1",
            MEDIA + "#EXTINF:1,\n#EXTINF:2,\na\n",
            4,
            "EXTINF: 2, (expected: at most one for each segment)"),
        row(
            "4.4.3.1",
            MEDIA + "#EXTINF:4.5,\na\n",
            2,
            "EXTINF: PT4.5S (expected: rounded, at most the target duration of 4 s)"),
        row(
            "4.4.4.2",
            MEDIA + "#EXT-X-BYTERANGE:5\n#EXTINF:1,\na\n",
            3,
            "EXT-X-BYTERANGE: 5"
                + " (expected: an offset, where no part of the same resource comes before)"),
        row(
            "4.4.4.2",
            MEDIA + "#EXT-X-BYTERANGE:5@\n#EXTINF:1,\na\n",
            3,
            "byte range: 5@ (expected: length or length@offset)"),
        row(
            "4.4.4.4",
            MEDIA + "#EXT-X-KEY:METHOD=AES-256,URI=\"a\"\n",
            3,
            "EXT-X-KEY: METHOD=AES-256,URI=\"a\" (expected: METHOD NONE, AES-128, SAMPLE-AES or SAMPLE-AES-CTR)"),
        row(
            "4.4.4.4",
            MEDIA + "#EXT-X-KEY:METHOD=AES-128\n",
            3,
            "EXT-X-KEY: METHOD=AES-128 (expected: URI)"),
        row(
            "4.4.4.4",
            MEDIA + "#EXT-X-KEY:METHOD=NONE,URI=\"a\"\n",
            3,
            "EXT-X-KEY: METHOD=NONE,URI=\"a\" (expected: METHOD=NONE alone)"),
        row(
            "4.4.4.4",
            MEDIA + "#EXT-X-KEY:METHOD=AES-128,URI=\"a\",IV=0x1\n",
            3,
            "EXT-X-KEY: METHOD=AES-128,URI=\"a\",IV=0x1 (expected: IV 0x and 32 hexadecimal digits)"),
        row(
            "4.4.4.5",
            MEDIA + "#EXT-X-MAP:URI=\"a\",BYTERANGE=\"5\"\n",
            3,
            "BYTERANGE: 5 (expected: with an offset)"));
  }

  static Stream<Arguments> attributes() {
    return Stream.of(
        variant("", "EXT-X-STREAM-INF:  (expected: NAME=value at character 1)"),
        variant("CODECS=\"a\"", "EXT-X-STREAM-INF: CODECS=\"a\" (expected: BANDWIDTH)"),
        variant(
            "BANDWIDTH=1,",
            "EXT-X-STREAM-INF: BANDWIDTH=1, (expected: NAME=value at character 13)"),
        variant(
            "BANDWIDTH=1;A=2", "BANDWIDTH: 1;A=2 (expected: a whole number of at most 18 digits)"),
        variant(
            "BANDWIDTH=1,BANDWIDTH=2",
            "EXT-X-STREAM-INF: BANDWIDTH=1,BANDWIDTH=2 (expected: BANDWIDTH once)"),
        variant(
            "BANDWIDTH=\"1\"",
            "EXT-X-STREAM-INF: BANDWIDTH=\"1\" (expected: BANDWIDTH without quotation marks)"),
        variant("BANDWIDTH=0", "BANDWIDTH: 0 (expected: >= 1)"),
        variant(
            "BANDWIDTH=1,AUDIO=a",
            "EXT-X-STREAM-INF: BANDWIDTH=1,AUDIO=a (expected: AUDIO in quotation marks)"),
        variant(
            "BANDWIDTH=1,RESOLUTION=640",
            "EXT-X-STREAM-INF: BANDWIDTH=1,RESOLUTION=640 (expected: RESOLUTION WIDTHxHEIGHT)"),
        variant("BANDWIDTH=1,RESOLUTION=0x1", "resolution: 0x1 (expected: at least 1x1)"),
        variant(
            "BANDWIDTH=1,FRAME-RATE=29.9701",
            "FRAME-RATE: 29.9701 (expected: > 0, at most 3 decimals)"),
        variant(
            "BANDWIDTH=1,CODECS=\"\"",
            "CODECS:  (expected: names without commas or spaces around)"),
        row(
            "4.4.6.2",
            VARIANT + "BANDWIDTH=1\n",
            2,
            "EXT-X-STREAM-INF: BANDWIDTH=1 (expected: a URI in the line after it)"),
        row(
            "4.4.6.2",
            VARIANT + "BANDWIDTH=1\na\nb\n",
            4,
            "URI: b (expected: after EXT-X-STREAM-INF)"));
  }

  static Stream<Arguments> renditions() {
    return Stream.of(
        rendition(
            "TYPE=VOICE",
            "EXT-X-MEDIA: %s (expected: TYPE AUDIO, VIDEO, SUBTITLES or CLOSED-CAPTIONS)"),
        rendition("TYPE=SUBTITLES", "URI: none (expected: one for SUBTITLES)"),
        rendition("TYPE=AUDIO,DEFAULT=TRUE", "EXT-X-MEDIA: %s (expected: DEFAULT YES or NO)"),
        rendition(
            "TYPE=AUDIO,DEFAULT=YES,AUTOSELECT=NO",
            "AUTOSELECT: NO (expected: YES where DEFAULT is YES)"),
        rendition("TYPE=AUDIO,FORCED=YES", "FORCED: YES (expected: only where TYPE is SUBTITLES)"),
        rendition(
            "TYPE=CLOSED-CAPTIONS",
            "INSTREAM-ID: none (expected: for CLOSED-CAPTIONS, and only there)"));
  }

  static Stream<Arguments> serverControl() {
    String target = "#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXT-X-SERVER-CONTROL:";
    return Stream.of(
        row(
            "4.4.3.8",
            target + "CAN-SKIP-UNTIL=23.9\n",
            2,
            "CAN-SKIP-UNTIL: PT23.9S (expected: at least 6 target durations of PT4S)"),
        row(
            "4.4.3.8",
            target + "HOLD-BACK=11.9\n",
            2,
            "HOLD-BACK: PT11.9S (expected: at least 3 target durations of PT4S)"),
        row(
            "4.4.3.8",
            target + "PART-HOLD-BACK=1.9\n#EXT-X-PART-INF:PART-TARGET=1\n",
            2,
            "PART-HOLD-BACK: PT1.9S (expected: at least 2 part target durations of PT1S)"),
        row(
            "4.4.3.8",
            target + "CAN-BLOCK-RELOAD=YES\n#EXT-X-PART-INF:PART-TARGET=1\n",
            3,
            "PART-HOLD-BACK: none (expected: one beside EXT-X-PART-INF)"),
        row(
            "4.4.3.8",
            target + "CAN-SKIP-DATERANGES=YES\n",
            3,
            "CAN-SKIP-DATERANGES: YES (expected: only beside CAN-SKIP-UNTIL)"),
        row(
            "4.2",
            target + "HOLD-BACK=-12\n",
            3,
            "HOLD-BACK: -12 (expected: a decimal number below 10^9)"),
        row(
            "4.4.3.7",
            MEDIA + "#EXT-X-PART-INF:PART-TARGET=0\n",
            3,
            "PART-TARGET: PT0S (expected: more than 0 s)"),
        row(
            "4.4.3.7",
            MEDIA + "#EXT-X-PART-INF:X=0\n",
            3,
            "EXT-X-PART-INF: X=0 (expected: PART-TARGET)"));
  }

  static Stream<Arguments> parts() {
    String part = "#EXT-X-PART:DURATION=1,URI=\"p\"";
    return Stream.of(
        row(
            "4.4.3.7",
            MEDIA + part + "\n#EXTINF:1,\na\n",
            2,
            "EXT-X-PART-INF: none (expected: one beside EXT-X-PART)"),
        row(
            "4.4.4.9",
            LOW_LATENCY + "#EXT-X-PART:DURATION=1.1,URI=\"p\"\n#EXTINF:1,\na\n",
            2,
            "DURATION: PT1.1S (expected: at most the part target of PT1S)"),
        row(
            "4.4.4.9",
            LOW_LATENCY + "#EXT-X-PART:DURATION=1\n",
            5,
            "EXT-X-PART: DURATION=1 (expected: URI)"),
        row(
            "4.4.4.9",
            LOW_LATENCY + "#EXT-X-PART:URI=\"p\"\n",
            5,
            "EXT-X-PART: URI=\"p\" (expected: DURATION)"),
        row(
            "4.4.4.9",
            LOW_LATENCY + part + ",BYTERANGE=\"5\"\n",
            5,
            "EXT-X-PART: DURATION=1,URI=\"p\",BYTERANGE=\"5\""
                + " (expected: an offset, where no part of the same resource comes before)"),
        row(
            "4.4.4.9",
            LOW_LATENCY + part + "\n#EXT-X-DISCONTINUITY\n#EXTINF:1,\na\n",
            6,
            "EXT-X-DISCONTINUITY:  (expected: before the first EXT-X-PART of its segment)"),
        row(
            "4.4.4.1",
            LOW_LATENCY + part + "\n#EXTINF:1,\n",
            6,
            "EXTINF: 1, (expected: a segment after it)"),
        row(
            "4.4.4.5",
            LOW_LATENCY
                + "#EXT-X-MAP:URI=\"i\"\n#EXTINF:1,\na\n"
                + "#EXT-X-PRELOAD-HINT:TYPE=PART\n",
            8,
            "EXT-X-PRELOAD-HINT: TYPE=PART (expected: URI)"));
  }

  static Stream<Arguments> edge() {
    String nine = MEDIA + "#EXT-X-VERSION:9\n#EXT-X-SKIP:SKIPPED-SEGMENTS=1";
    return Stream.of(
        row(
            "8",
            MEDIA + "#EXT-X-SKIP:SKIPPED-SEGMENTS=1\n",
            2,
            "EXT-X-VERSION: 1 (expected: >= 9, for EXT-X-SKIP)"),
        row(
            "8",
            nine + ",RECENTLY-REMOVED-DATERANGES=\"\"\n",
            2,
            "EXT-X-VERSION: 9 (expected: >= 10, for EXT-X-SKIP)"),
        row(
            "4.4.5.2",
            nine + ",RECENTLY-REMOVED-DATERANGES=\"a\t\"\n",
            4,
            "RECENTLY-REMOVED-DATERANGES: an empty ID (expected: none)"),
        row(
            "4.4.5.2",
            nine + "\n#EXT-X-SKIP:SKIPPED-SEGMENTS=1\n",
            5,
            "EXT-X-SKIP: a second one (expected: at most one)"),
        row(
            "4.4.5.2",
            MEDIA + "#EXTINF:1,\na\n#EXT-X-SKIP:SKIPPED-SEGMENTS=1\n",
            5,
            "EXT-X-SKIP: SKIPPED-SEGMENTS=1 (expected: before the first segment)"),
        row(
            "4.1",
            MEDIA + "#EXTINF:1,a\tb\na\n",
            3,
            "line: #EXTINF:1,a?b (expected: no control characters)"),
        row(
            "4.4.5.3",
            MEDIA + "#EXT-X-PRELOAD-HINT:TYPE=PART,URI=\"p\"\n#EXT-X-ENDLIST\n",
            2,
            "EXT-X-PRELOAD-HINT: one (expected: none beside EXT-X-ENDLIST)"),
        row(
            "4.4.5.4",
            MEDIA + "#EXT-X-RENDITION-REPORT:URI=\"https://a/b\"\n",
            3,
            "URI: https://a/b (expected: relative to the playlist)"),
        row(
            "4.4.2.2",
            MEDIA + "#EXT-X-START:TIME-OFFSET=--1\n",
            3,
            "TIME-OFFSET: -1 (expected: a decimal number below 10^9)"));
  }

  static Stream<Arguments> dateRanges() {
    String range = MEDIA + "#EXT-X-DATERANGE:ID=\"d\"";
    String started = range + ",START-DATE=\"2026-01-01T00:00:00Z\"";
    return Stream.of(
        row("4.4.5.1", range + "\n", 3, "EXT-X-DATERANGE: ID=\"d\" (expected: START-DATE)"),
        row(
            "4.4.5.1",
            range + ",START-DATE=\"now\"\n",
            3,
            "START-DATE: now (expected: an ISO 8601 date and time with a zone)"),
        row(
            "4.4.5.1",
            started + ",END-DATE=\"2025-12-31T23:59:59Z\"\n",
            3,
            "END-DATE: 2025-12-31T23:59:59Z (expected: not before 2026-01-01T00:00:00Z)"),
        row(
            "4.4.5.1",
            started + ",END-ON-NEXT=YES\n",
            3,
            "END-ON-NEXT: YES (expected: with CLASS, and without END-DATE and DURATION)"),
        row(
            "4.4.5.1",
            started + ",CLASS=\"c\",DURATION=1,END-ON-NEXT=YES\n",
            3,
            "END-ON-NEXT: YES (expected: with CLASS, and without END-DATE and DURATION)"));
  }

  @Test
  void aPlaylistThatIsTooLongIsRefusedUnread() {
    String text = "#EXTM3U\n".repeat(PlaylistLines.MAX_CHARACTERS / 8 + 1);
    assertThatThrownBy(() -> Playlist.parse(text))
        .isInstanceOf(PlaylistException.class)
        .hasMessageEndingWith("(expected: at most 33554432)");
  }

  private static Arguments row(String section, String text, int line, String message) {
    return Arguments.of(section, text, line, message);
  }

  private static Arguments variant(String attributes, String message) {
    return row("4.4.6.2", VARIANT + attributes + "\na\n", 2, message);
  }

  private static Arguments rendition(String attributes, String message) {
    String list = "GROUP-ID=\"g\",NAME=\"n\"," + attributes;
    return row("4.4.6.1", "#EXTM3U\n#EXT-X-MEDIA:" + list + "\n", 2, message.formatted(list));
  }
}
