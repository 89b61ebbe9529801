package dev.headwater.media.hls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Whatever the text is, parsing ends in a value or in a {@link PlaylistException}; a value is
 * written as a text that parses to it again.
 */
class PlaylistFuzzTest {
  private static final int ROUNDS = 30_000;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** Without it, no media playlist becomes a value. */
  private static final String TIMED = "#EXT-X-TARGETDURATION:1\n";

  /** Pieces that the grammar is made of, and some that break it. */
  private static final List<String> PIECES =
      List.of(
          "\n",
          "\r\n",
          "\r",
          ",",
          ":",
          "=",
          "\"",
          "@",
          "#",
          "#EXT",
          " ",
          "\u0000",
          "\uFEFF",
          "#EXTM3U\n",
          "#EXTINF:1,\na\n",
          "#EXT-X-TARGETDURATION:",
          "#EXT-X-MAP:URI=\"i\"\n",
          "#EXT-X-STREAM-INF:BANDWIDTH=1\n",
          "#EXT-X-GAP\n",
          "#EXT-X-DISCONTINUITY\n",
          "#EXT-X-PART-INF:PART-TARGET=1\n",
          "#EXT-X-SERVER-CONTROL:PART-HOLD-BACK=",
          "#EXT-X-SERVER-CONTROL:CAN-SKIP-UNTIL=9,",
          "#EXT-X-PART:DURATION=1,URI=\"p\"\n",
          "#EXT-X-PART:DURATION=0,URI=\"p\",BYTERANGE=\"1\"\n",
          "#EXT-X-PRELOAD-HINT:TYPE=PART,URI=\"p\"\n",
          "#EXT-X-RENDITION-REPORT:URI=\"r\",LAST-MSN=",
          "#EXT-X-VERSION:10\n",
          "#EXT-X-SKIP:SKIPPED-SEGMENTS=",
          ",RECENTLY-REMOVED-DATERANGES=\"a\tb\"\n",
          "#EXT-X-DATERANGE:ID=\"d\",START-DATE=\"2026-01-01T00:00:00Z\",X-A=",
          "#EXT-X-START:TIME-OFFSET=-",
          "YES",
          "-1",
          "0",
          "1",
          "18446744073709551616",
          "9".repeat(40),
          "1e9",
          ".",
          "0.0000000001",
          "é");

  @Test
  void damagedPlaylistsEndInAValueOrAnError() {
    List<PlaylistCases.Case> cases = PlaylistCases.all().map(named -> named.getPayload()).toList();
    Random random = new Random(20_260_101);
    assertTimeout(
        LIMIT,
        () -> {
          for (int round = 0; round < ROUNDS; round++) {
            parse(damaged(cases.get(random.nextInt(cases.size())).text(), random));
          }
        });
  }

  @Test
  void noiseEndsInAValueOrAnError() {
    Random random = new Random(8216);
    assertTimeout(
        LIMIT,
        () -> {
          for (int round = 0; round < ROUNDS; round++) {
            StringBuilder noise =
                new StringBuilder("#EXTM3U\n" + (random.nextBoolean() ? TIMED : ""));
            for (int i = random.nextInt(30); i > 0; i--) {
              noise.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            parse(noise.toString());
          }
        });
  }

  /** No part of the parser takes more than linear time. */
  @Test
  void hugeLinesEndInTime() {
    int length = 4 << 20;
    for (String piece : List.of("A=\"", "A=B,", "A=", ",", "\"", "9", " ")) {
      String huge = piece.repeat(length / piece.length());
      assertTimeout(
          LIMIT,
          () -> {
            parse("#EXTM3U\n#EXT-X-STREAM-INF:" + huge + "\na\n");
            parse("#EXTM3U\n#EXTINF:" + huge + "\na\n");
            parse("#EXTM3U\n#EXT-X-PART:" + huge + "\n");
            parse("#EXTM3U\n#EXT-X-DATERANGE:" + huge + "\n");
            parse("#EXTM3U\n" + huge);
          });
    }
  }

  private static void parse(String text) {
    Playlist playlist;
    try {
      playlist = Playlist.parse(text);
    } catch (PlaylistException e) {
      assertThat(e.getMessage()).startsWith("line ").contains("(expected: ");
      return;
    } catch (RuntimeException e) {
      fail("not a PlaylistException for:\n" + text, e);
      return;
    }
    assertThat(reparsed(playlist)).isEqualTo(playlist);
  }

  private static Playlist reparsed(Playlist playlist) {
    try {
      return Playlist.parse(playlist.text());
    } catch (PlaylistException e) {
      return fail("not parsed again:\n" + playlist.text(), e);
    }
  }

  private static String damaged(String text, Random random) {
    StringBuilder damaged = new StringBuilder(text);
    for (int i = random.nextInt(4); i >= 0 && !damaged.isEmpty(); i--) {
      int at = random.nextInt(damaged.length());
      int end = Math.min(damaged.length(), at + random.nextInt(8));
      switch (random.nextInt(4)) {
        case 0 -> damaged.delete(at, end);
        case 1 -> damaged.insert(at, PIECES.get(random.nextInt(PIECES.size())));
        case 2 -> damaged.setCharAt(at, (char) random.nextInt(0x180));
        default -> damaged.insert(random.nextInt(damaged.length()), damaged.substring(at, end));
      }
    }
    return damaged.toString();
  }
}
