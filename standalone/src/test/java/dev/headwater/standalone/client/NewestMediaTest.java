package dev.headwater.standalone.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class NewestMediaTest {
  private static final String SEGMENTS =
      """
      #EXTM3U
      #EXT-X-TARGETDURATION:4
      #EXT-X-PROGRAM-DATE-TIME:2026-03-01T12:00:00.000Z
      #EXTINF:2.0,
      0.m4s
      #EXT-X-PROGRAM-DATE-TIME:2026-03-01T12:00:02.500Z
      """;

  @Test
  void mediaGoesToTheEndOfTheNewestPart() {
    NewestMedia newest =
        NewestMedia.in(
                SEGMENTS
                    + """
                    #EXT-X-PART:DURATION=0.5,URI="1.0.m4s",INDEPENDENT=YES
                    #EXT-X-PART:URI="1.1.m4s",DURATION=0.5
                    #EXTINF:1.0,
                    1.m4s
                    #EXT-X-PART:DURATION=0.25,URI="2.0.m4s"
                    #EXT-X-PRELOAD-HINT:TYPE=PART,URI="2.1.m4s"
                    """)
            .orElseThrow();
    assertThat(newest.end()).isEqualTo(Instant.parse("2026-03-01T12:00:03.750Z"));
    assertThat(newest.patience()).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void withoutPartsItGoesToTheEndOfTheNewestSegment() {
    NewestMedia newest = NewestMedia.in(SEGMENTS + "#EXTINF:1.5,\n1.m4s\n").orElseThrow();
    assertThat(newest.end()).isEqualTo(Instant.parse("2026-03-01T12:00:04Z"));
    assertThat(newest.patience()).isEqualTo(Duration.ofSeconds(8));
  }

  @Test
  void withoutMediaOrDatesThereIsNone() {
    assertThat(NewestMedia.in("#EXTM3U\n#EXT-X-TARGETDURATION:4\n")).isEmpty();
    assertThat(NewestMedia.in("#EXTM3U\n#EXTINF:2.0,\n0.m4s\n")).isEmpty();
  }
}
