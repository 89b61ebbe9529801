package dev.headwater.media.webvtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Whatever the text is, parsing ends in a value or in a {@link MalformedWebVttException}; a value
 * is written as a text that parses to it again.
 */
class WebVttFuzzTest {
  private static final int ROUNDS = 30_000;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** Pieces that the grammar is made of, and some that break it. */
  private static final List<String> PIECES =
      List.of(
          "\n",
          "\n\n",
          "\r\n",
          "\r",
          " ",
          "\t",
          "-->",
          " --> ",
          "\u0000",
          "\uFEFF",
          "WEBVTT",
          "WEBVTT\n",
          "NOTE",
          "STYLE\n",
          "REGION",
          "X-TIMESTAMP-MAP=",
          "MPEGTS:900000",
          ",",
          "LOCAL:00:00:00.000",
          "00:00.000",
          "00:01.000",
          "01:00:00.000",
          "00:01.000 --> 00:02.000\n",
          "a",
          "line:0",
          "<v Ann>",
          "&amp;",
          "\u00e9",
          "\ud83d");

  @Test
  void whateverTheTextIs() {
    Random random = new Random(1);
    assertTimeout(
        LIMIT,
        () -> {
          int values = 0;
          for (int round = 0; round < ROUNDS; round++) {
            values += isValue(text(random).getBytes(StandardCharsets.UTF_8)) ? 1 : 0;
          }
          assertThat(values).isPositive();
        });
  }

  @Test
  void whateverTheBytesAre() {
    byte[] whole =
        "WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:1,LOCAL:00:00.000\n\nSTYLE\na\n\n1\n00:01.000 --> 00:02.000 line:0\nb\n"
            .getBytes(StandardCharsets.UTF_8);
    Random random = new Random(2);
    assertTimeout(
        LIMIT,
        () -> {
          for (int round = 0; round < ROUNDS; round++) {
            byte[] damaged = whole.clone();
            for (int i = random.nextInt(4); i >= 0; i--) {
              damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            isValue(damaged);
          }
        });
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder(random.nextInt(3) > 0 ? "WEBVTT\n" : "");
    for (int i = random.nextInt(12); i > 0; i--) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return text.toString();
  }

  private static boolean isValue(byte[] utf8) throws MalformedWebVttException {
    WebVtt value;
    try {
      value = WebVtt.parse(ByteBuffer.wrap(utf8));
    } catch (MalformedWebVttException _) {
      return false;
    }
    byte[] again = value.text().getBytes(StandardCharsets.UTF_8);
    assertThat(WebVtt.parse(ByteBuffer.wrap(again))).isEqualTo(value);
    return true;
  }
}
