package dev.headwater.edge.live.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.media.Resolution;
import dev.headwater.media.isobmff.SampleDefaults;
import dev.headwater.media.isobmff.Track;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A timeline that goes on after segments whose bytes are in memory. */
class PastTest {
  private static final Duration TWO_SECONDS = Duration.ofSeconds(2);
  private static final Terms TERMS =
      new Terms(
          TWO_SECONDS,
          Duration.ofSeconds(4),
          Optional.of(Duration.ofMillis(350)),
          Duration.ofSeconds(24),
          Duration.ofSeconds(16));

  private final Segment written = segment(6);
  private final Segment unwritten = segment(7);
  private final Past past =
      new Past(
          8,
          0,
          List.of(
              new PastRendition(
                  new Rendition(
                      "v",
                      new Track.Video(
                          1, 90_000, SampleDefaults.NONE, "avc1.64001f", new Resolution(320, 180))),
                  List.of(written),
                  0,
                  List.of(unwritten))));
  private final HashMap<String, RenditionView> views = new HashMap<>();

  private static Segment segment(long number) {
    MediaBytes bytes = MediaBytes.copyOf(List.of(ByteBuffer.allocate(9)));
    Part part = new Part(0, TWO_SECONDS, true, bytes);
    Duration start = TWO_SECONDS.multipliedBy(number);
    Instant at = Instant.EPOCH.plus(start);
    return new Segment(number, "e", start, TWO_SECONDS, at, false, false, 9, List.of(part));
  }

  private ChannelTimeline timeline() {
    return new ChannelTimeline(TERMS, _ -> "e1", past, new LatestViews(views));
  }

  private static boolean isHeld(Segment segment) {
    Optional<ByteBuf> share = segment.parts().getFirst().bytes().share();
    share.ifPresent(ByteBuf::release);
    return share.isPresent();
  }

  @Test
  void bothAreShownFromMemory() {
    ChannelTimeline timeline = timeline();
    timeline.resume();
    RenditionView view = Objects.requireNonNull(views.get("v"));
    assertThat(view.segments()).containsExactly(written, unwritten);
    timeline.close();
  }

  @Test
  void allIsGivenUpWithTheTimelineThoughNothingCameOfIt() {
    ChannelTimeline timeline = timeline();
    timeline.resume();
    assertThat(isHeld(written) && isHeld(unwritten)).isTrue();
    timeline.close();
    assertThat(isHeld(written) || isHeld(unwritten)).isFalse();
  }

  @Test
  void allIsGivenUpWithATimelineThatWasNeverResumed() {
    timeline().close();
    assertThat(isHeld(written) || isHeld(unwritten)).isFalse();
  }

  @Test
  void whatNoTimelineTakesOverIsGivenUpByItself() {
    past.release();
    assertThat(isHeld(written) || isHeld(unwritten)).isFalse();
  }
}
