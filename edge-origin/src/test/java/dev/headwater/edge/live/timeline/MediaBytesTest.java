package dev.headwater.edge.live.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MediaBytesTest {
  private static final int LENGTH = 512;

  private static MediaBytes bytes(int value) {
    ByteBuffer one = ByteBuffer.allocate(LENGTH);
    while (one.hasRemaining()) {
      one.put((byte) value);
    }
    return MediaBytes.copyOf(List.of(one.flip()));
  }

  @Test
  void whatIsGivenUpIsNeverOthersBytes() throws Exception {
    try (ExecutorService loop =
        Executors.newSingleThreadExecutor(new DefaultThreadFactory("an event loop"))) {
      loop.submit(MediaBytesTest::giveUp).get(); // these threads use buffers again at once
    }
  }

  private static void giveUp() {
    List<MediaBytes> former = IntStream.range(0, 64).mapToObj(_ -> bytes(1)).toList();
    former.forEach(MediaBytes::release);
    List<MediaBytes> others = IntStream.range(0, 64).mapToObj(_ -> bytes(2)).toList();

    assertThat(former).allSatisfy(one -> assertThat(one.share()).isEmpty());
    assertThat(former).allSatisfy(one -> assertThat(one.again()).isEmpty());
    assertThat(former).allSatisfy(one -> assertThat(one.length()).isEqualTo(LENGTH));
    former.forEach(MediaBytes::release);
    assertThat(others)
        .as("given up twice, they take nothing from others")
        .allSatisfy(one -> assertThat(one.share()).hasValueSatisfying(MediaBytesTest::isTwo));
    others.forEach(MediaBytes::release);
  }

  private static void isTwo(ByteBuf share) {
    assertThat(share.getByte(0)).isEqualTo((byte) 2);
    share.release();
  }

  @Test
  void aShareOutlivesWhatItIsOf() {
    MediaBytes one = bytes(2);
    ByteBuf share = one.share().orElseThrow();
    MediaBytes again = one.again().orElseThrow();
    one.release();
    assertThat(again.share()).hasValueSatisfying(MediaBytesTest::isTwo);
    again.release();
    assertThat(share.refCnt()).isEqualTo(1);
    isTwo(share);
  }
}
