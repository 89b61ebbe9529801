package dev.headwater.endurance.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

class BytesTest {
  private final Bytes bytes = Bytes.named("one");

  @Test
  void theSameNameHasTheSameBytesAtEachOffset() {
    assertThat(Bytes.named("one").are(bytes.at(5_000_000, 60_000), 5_000_000)).isTrue();
  }

  @Test
  void anotherNameOrOffsetHasOthers() {
    assertThat(Bytes.named("two").are(bytes.at(0, 1_000), 0)).isFalse();
    assertThat(bytes.are(bytes.at(4 << 20, 1_000), 0)).isFalse();
  }

  @Test
  void oneWrongByteIsSeen() {
    ByteBuf copy = Unpooled.copiedBuffer(bytes.at(0, Bytes.WINDOW), bytes.at(Bytes.WINDOW, 100));
    assertThat(bytes.are(copy, 0)).isTrue();
    copy.setByte(Bytes.WINDOW + 50, copy.getByte(Bytes.WINDOW + 50) + 1);
    assertThat(bytes.are(copy, 0)).isFalse();
  }
}
