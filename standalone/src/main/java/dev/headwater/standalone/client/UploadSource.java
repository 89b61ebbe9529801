package dev.headwater.standalone.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;

/**
 * A file as it was when its upload began. Immutable.
 *
 * @param modified when it was changed last
 */
record UploadSource(Path file, long size, FileTime modified) {
  static UploadSource of(Path file) throws IOException {
    Path real = file.toRealPath();
    return new UploadSource(real, Files.size(real), Files.getLastModifiedTime(real));
  }

  /** Tells uploads apart, also after the command was started again. */
  String key(URI system, String name, String visibility) {
    return String.join(
        "|",
        system.toString(),
        name,
        visibility,
        file.toString(),
        Long.toString(size),
        modified.toInstant().toString());
  }

  /** Fails where the file isn't what it was any more. */
  void checkUnchanged() throws IOException {
    if (!of(file).equals(this)) {
      throw new IOException("it changed while it was uploaded");
    }
  }

  /** So many bytes from an offset on, read when they are sent. */
  BodyPublisher bytes(long offset, long length) {
    return BodyPublishers.fromPublisher(
        BodyPublishers.ofInputStream(() -> open(offset, length)), length);
  }

  private InputStream open(long offset, long length) {
    try {
      FileChannel channel = FileChannel.open(file);
      channel.position(offset);
      return new Piece(Channels.newInputStream(channel), length);
    } catch (IOException e) {
      return new Unreadable(e);
    }
  }

  /** The first bytes of a stream. */
  private static final class Piece extends InputStream {
    private final InputStream stream;
    private long left;

    Piece(InputStream stream, long length) {
      this.stream = stream;
      this.left = length;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      if (left == 0) {
        return -1;
      }
      int count = stream.read(bytes, from, (int) Math.min(length, left));
      if (count > 0) {
        left -= count;
      }
      return count;
    }

    @Override
    public void close() throws IOException {
      stream.close();
    }
  }

  /** Fails when it is read, as the sender of a body expects. */
  private static final class Unreadable extends InputStream {
    private final IOException failure;

    Unreadable(IOException failure) {
      this.failure = failure;
    }

    @Override
    public int read() throws IOException {
      throw failure;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      throw failure;
    }
  }
}
