package dev.headwater.edge.live.timeline;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.edge.crowd.SyntheticTrack;
import dev.headwater.media.isobmff.CmafReader;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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

  @Test
  void aSlateThatLastsAlmostNoTimeIsRefused() throws Exception {
    ByteBuffer bytes = ByteBuffer.wrap(segment());
    String text = StandardCharsets.ISO_8859_1.decode(bytes.duplicate()).toString();
    for (int at = text.indexOf("tfhd"); at >= 0; at = text.indexOf("tfhd", at + 1)) {
      bytes.putInt(at + 12, 1); // the default duration of its samples
      bytes.putLong(text.indexOf("tfdt", at) + 8, 0);
    }
    SlateTrack none = SlateTrack.of(new CmafReader().read(bytes));
    assertThatThrownBy(() -> none.check(terms(350)))
        .isInstanceOf(UnfitMediaException.class)
        .hasMessageContaining("0.000 s");
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
    return Slate.NONE.with(track, SlateTrack.of(new CmafReader().read(ByteBuffer.wrap(segment()))));
  }

  private static byte[] segment() {
    SyntheticTrack synthetic = new SyntheticTrack(1_000);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(SyntheticTrack.header());
    for (int i = 0; i < SyntheticTrack.FRAGMENTS_OF_SEGMENT; i++) {
      bytes.writeBytes(synthetic.fragment());
    }
    return bytes.toByteArray();
  }
}
