package dev.headwater.media.isobmff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.media.Fixtures;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import org.junit.jupiter.api.Test;

class ByteSourceTest {
  @Test
  void aFileIsReadWithoutItsMediaData() throws IOException {
    byte[] whole = Fixtures.bytes("low/0.m4s");
    InitializationSection initialization =
        InitializationSection.read(ByteSource.of(Fixtures.bytes("low/init.mp4")));
    try (CountingChannel channel =
        new CountingChannel(FileChannel.open(Fixtures.path("low/0.m4s")))) {
      MediaSegmentInfo fromFile = MediaSegmentInfo.read(ByteSource.of(channel), initialization);
      assertThat(fromFile).isEqualTo(MediaSegmentInfo.read(ByteSource.of(whole), initialization));
      assertThat(channel.bytesRead).isLessThan(400).isLessThan(whole.length / 2);
    }
  }

  @Test
  void readingPastTheEndFails() throws IOException {
    ByteSource bytes = ByteSource.of(new byte[4]);
    assertThat(bytes.read(3, 1).remaining()).isEqualTo(1);
    assertThatThrownBy(() -> bytes.read(3, 2)).isInstanceOf(EOFException.class);
    try (FileChannel channel = FileChannel.open(Fixtures.path("low/0.m4s"))) {
      ByteSource file = ByteSource.of(channel);
      assertThatThrownBy(() -> file.read(file.size() - 1, 2)).isInstanceOf(EOFException.class);
    }
  }

  @Test
  void aBufferIsReadFromItsPositionAndNotMoved() throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(new byte[] {1, 2, 3}).position(1);
    ByteSource source = ByteSource.of(buffer);
    assertThat(source.size()).isEqualTo(2);
    assertThat(source.read(0, 1).get()).isEqualTo((byte) 2);
    assertThat(buffer.position()).isEqualTo(1);
  }

  /** Counts the bytes read through it. */
  private static final class CountingChannel implements SeekableByteChannel {
    private final SeekableByteChannel channel;
    private long bytesRead;

    CountingChannel(SeekableByteChannel channel) {
      this.channel = channel;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
      int count = channel.read(target);
      bytesRead += Math.max(0, count);
      return count;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
      return channel.write(source);
    }

    @Override
    public long position() throws IOException {
      return channel.position();
    }

    @Override
    public SeekableByteChannel position(long newPosition) throws IOException {
      channel.position(newPosition);
      return this;
    }

    @Override
    public long size() throws IOException {
      return channel.size();
    }

    @Override
    public SeekableByteChannel truncate(long size) throws IOException {
      channel.truncate(size);
      return this;
    }

    @Override
    public boolean isOpen() {
      return channel.isOpen();
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
