package dev.headwater.edge.live.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.edge.live.timeline.Rendition;
import dev.headwater.edge.live.timeline.Segment;
import dev.headwater.media.Resolution;
import dev.headwater.media.isobmff.SampleDefaults;
import dev.headwater.media.isobmff.Track;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameFormatTest {
  private static final Instant AT = Instant.parse("2026-01-02T03:04:05.678Z");
  private static final List<Frame> ALL =
      List.of(
          new Frame.Window("v", 3),
          new Frame.Begun(
              new Rendition(
                  "v",
                  new Track.Video(
                      1, 90_000, SampleDefaults.NONE, "avc1.64001f", new Resolution(1280, 720))),
              "e",
              Buffer.buffer("header")),
          new Frame.Whole(
              "v",
              new Segment(
                  7,
                  "e",
                  Duration.ofMillis(14_000),
                  Duration.ofNanos(2_000_000_001),
                  AT,
                  true,
                  true,
                  123,
                  List.of())),
          new Frame.NextPart(
              "v",
              new Frame.Opened(8, "e", AT, false, Duration.ofSeconds(2)),
              5,
              Duration.ofMillis(333),
              true,
              Buffer.buffer(new byte[3_000])),
          new Frame.Unwritten("v", 7),
          new Frame.Ended("v"),
          new Frame.Gone("v"),
          new Frame.Current(AT, true));

  private static Buffer written(Frame frame) {
    return FrameWriter.head(frame).appendBuffer(frame.bytes());
  }

  private static Buffer written(String said) {
    return Buffer.buffer().appendInt(said.length()).appendString(said).appendInt(0);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 1_000, 1_000_000})
  void framesAreReadAsTheyWereWrittenHoweverTheyCome(int piece) {
    Buffer all = Buffer.buffer();
    ALL.forEach(frame -> all.appendBuffer(written(frame)));
    FrameReader reader = new FrameReader();
    List<Frame> read = new ArrayList<>();
    for (int at = 0; at < all.length(); at += piece) {
      read.addAll(reader.read(all.getBuffer(at, Math.min(all.length(), at + piece))));
    }
    assertThat(read).isEqualTo(ALL);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no JSON",
        "[]",
        "{}",
        "{\"frame\":\"other\"}",
        "{\"frame\":\"window\",\"rendition\":\"v\"}",
        "{\"frame\":\"unwritten\",\"rendition\":\"v\",\"number\":\"seven\"}"
      })
  void whatIsNoFrameIsRefused(String said) {
    assertThatThrownBy(() -> new FrameReader().read(written(said)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aPartWithoutItsPlaceIsRefused() {
    String part =
        FrameWriter.head(ALL.get(3)).getString(4, FrameWriter.head(ALL.get(3)).length() - 4);
    assertThatThrownBy(() -> new FrameReader().read(written(part.replace("\"part\":5,", ""))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 64 * 1024 * 1024 + 1})
  void aLengthThatIsNoneIsRefused(int length) {
    assertThatThrownBy(() -> new FrameReader().read(Buffer.buffer().appendInt(length)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
