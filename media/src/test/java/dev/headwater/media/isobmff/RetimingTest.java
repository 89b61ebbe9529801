package dev.headwater.media.isobmff;

import static dev.headwater.media.isobmff.Boxes.box;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.media.Fixtures;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetimingTest {
  @ParameterizedTest
  @ValueSource(strings = {"live-video.mp4", "live-audio.mp4"})
  void onlyTheTimeIsAnotherOne(String file) throws Exception {
    List<CmafPiece> pieces = new CmafReader().read(ByteBuffer.wrap(Fixtures.bytes(file)));
    CmafReader again = new CmafReader();
    again.read(pieces.getFirst().bytes());
    for (CmafPiece piece : pieces.subList(1, pieces.size())) {
      CmafPiece.Fragment before = (CmafPiece.Fragment) piece;
      ByteBuffer retimed = Retiming.at(before.bytes(), 1L << 40);
      CmafPiece.Fragment after = (CmafPiece.Fragment) again.read(retimed).getFirst();
      assertThat(after.track().firstDecodeTime().count()).isEqualTo(1L << 40);
      assertThat(after.track().duration()).isEqualTo(before.track().duration());
      assertThat(after.independent()).isEqualTo(before.independent());
      assertThat(after.producerTime()).isEmpty();
    }
  }

  @Test
  void aTimeOf32BitsIsWrittenWhereItFits() throws Exception {
    byte[] fragment = box("moof", box("mfhd", new byte[8]), box("traf", box("tfdt", new byte[8])));
    ByteBuffer retimed = Retiming.at(ByteBuffer.wrap(fragment), 77);
    assertThat(retimed.getInt(fragment.length - 4)).isEqualTo(77);
    assertThatThrownBy(() -> Retiming.at(ByteBuffer.wrap(fragment), 1L << 32))
        .isInstanceOf(MalformedBoxException.class)
        .hasMessageStartingWith("tfdt time: 4294967296");
  }

  @Test
  void whatHasNoTimeIsRefused() {
    assertThatThrownBy(() -> Retiming.at(ByteBuffer.wrap(box("moof", box("traf"))), 0))
        .isInstanceOf(MalformedBoxException.class);
    byte[] cut = new byte[] {0, 0, 0, 99, 'm', 'o', 'o', 'f'};
    assertThatThrownBy(() -> Retiming.at(ByteBuffer.wrap(cut), 0))
        .isInstanceOf(MalformedBoxException.class);
  }
}
