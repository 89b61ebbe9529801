package dev.headwater.edge.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.live.timeline.Past;
import dev.headwater.edge.live.timeline.PastRendition;
import dev.headwater.edge.live.timeline.Rendition;
import dev.headwater.edge.live.timeline.Segment;
import dev.headwater.media.isobmff.SampleDefaults;
import dev.headwater.media.isobmff.Track;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LeftoversTest {
  private static final Track.Coded AUDIO =
      new Track.Audio(1, 48_000, SampleDefaults.NONE, "mp4a.40.2", 48_000, 2, Optional.empty());
  private final Leftovers leftovers =
      new Leftovers(
          "c",
          "me",
          new Past(
              142,
              0,
              List.of(
                  new PastRendition(
                      new Rendition("a", AUDIO),
                      LongStream.range(130, 140).mapToObj(LeftoversTest::segment).toList(),
                      0))));

  private static Segment segment(long number) {
    return new Segment(
        number,
        "e1x",
        Duration.ZERO,
        Duration.ofSeconds(2),
        Instant.EPOCH,
        false,
        false,
        9,
        List.of());
  }

  @Test
  void whatPlaylistsNameIsKept() {
    assertThat(
            leftovers.among(
                List.of(
                    "live/c/head.journal",
                    "live/c/a/e1x-init.mp4",
                    "live/c/a/e1x-130.m4s",
                    "live/c/a/e1x-139.m4s",
                    "live/c/a/1.journal",
                    "live/c/a/2.journal")))
        .isEmpty();
  }

  @Test
  void whatThisNodeWritesIsKept() {
    assertThat(leftovers.among(List.of("live/c/a/e2me-142.m4s", "live/c/b/e2me-init.mp4")))
        .isEmpty();
  }

  @Test
  void whatNobodyNamesIsLeftOver() {
    List<String> keys =
        List.of(
            "live/c/a/0.journal",
            "live/c/a/e0x-init.mp4",
            "live/c/a/e1x-129.m4s",
            "live/c/a/e1x-140.m4s",
            "live/c/gone/1.journal",
            "live/c/gone/e1x-130.m4s");
    assertThat(leftovers.among(keys)).isEqualTo(keys);
  }
}
