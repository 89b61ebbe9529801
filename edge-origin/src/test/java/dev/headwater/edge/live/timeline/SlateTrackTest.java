package dev.headwater.edge.live.timeline;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.edge.crowd.SyntheticTrack;
import dev.headwater.media.isobmff.CmafReader;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SlateTrackTest {
  @Test
  void aSlateThatCannotBeRepeatedIsRefused() throws Exception {
    SlateTrack low = Objects.requireNonNull(slate("v").tracks().get("v"));
    low.check(terms(350));
    assertThatThrownBy(() -> low.check(terms(200))).isInstanceOf(UnfitMediaException.class);
    assertThatThrownBy(() -> SlateTrack.of(List.of())).isInstanceOf(UnfitMediaException.class);
  }

  private static Terms terms(long partMillis) {
    return new Terms(
        Duration.ofSeconds(2),
        Duration.ofSeconds(4),
        Optional.of(Duration.ofMillis(partMillis)),
        Duration.ofSeconds(24),
        Duration.ofSeconds(16));
  }

  /** A segment of synthetic pictures. */
  static Slate slate(String track) throws Exception {
    SyntheticTrack synthetic = new SyntheticTrack(1_000);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(SyntheticTrack.header());
    for (int i = 0; i < SyntheticTrack.FRAGMENTS_OF_SEGMENT; i++) {
      bytes.writeBytes(synthetic.fragment());
    }
    return Slate.NONE.with(
        track, SlateTrack.of(new CmafReader().read(ByteBuffer.wrap(bytes.toByteArray()))));
  }
}
