package dev.headwater.media.isobmff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** ISO/IEC 14496-12, section 4.2. */
class BoxHeaderTest {
  private static final FourCc MDAT = FourCc.of("mdat");

  @Test
  void aSizeIsReadInEachOfItsThreeForms() throws MalformedBoxException {
    assertThat(BoxHeader.read(header(20, 0), 100, 50)).isEqualTo(new BoxHeader(MDAT, 100, 8, 20));
    assertThat(BoxHeader.read(header(0, 0), 100, 50)).isEqualTo(new BoxHeader(MDAT, 100, 8, 50));
    assertThat(BoxHeader.read(header(1, 1L << 33), 100, 1L << 40))
        .isEqualTo(new BoxHeader(MDAT, 100, 16, 1L << 33));
  }

  @Test
  void aSizeThatCanNotBeIsRefused() {
    refused(header(7, 0), 50);
    refused(header(51, 0), 50);
    refused(header(1, 15), 50);
    refused(header(1, -1), 50);
    refused(header(8, 0).limit(7), 7);
    refused(header(1, 16).limit(15), 15);
  }

  @Test
  void unprintableTypesArePrintedSafely() {
    assertThat(new FourCc(0x0A41FF42)).hasToString(".A.B");
    assertThat(FourCc.of("moov")).hasToString("moov");
  }

  private static void refused(ByteBuffer bytes, long available) {
    assertThatThrownBy(() -> BoxHeader.read(bytes, 0, available))
        .isInstanceOf(MalformedBoxException.class)
        .hasMessageContaining("expected: ");
  }

  private static ByteBuffer header(int size, long largeSize) {
    return ByteBuffer.allocate(16).putInt(size).putInt(MDAT.code()).putLong(largeSize).flip();
  }
}
