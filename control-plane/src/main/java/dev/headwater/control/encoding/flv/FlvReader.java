package dev.headwater.control.encoding.flv;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/** Reads the tags of a stream. Blocks; confined to one thread. */
public final class FlvReader {
  private static final int HEADER = 9;
  private static final int SIZE_OF_PREVIOUS = 4;
  private static final int STREAM_ID = 3;

  private final DataInputStream in;
  private final int maxBody;
  private boolean begun;

  /**
   * @param maxBody bytes of the longest body that is read
   */
  public FlvReader(InputStream in, int maxBody) {
    this.in = new DataInputStream(in);
    this.maxBody = maxBody;
  }

  /** The next tag that has a body and is of a known kind; empty at the end, or where it is cut. */
  public Optional<FlvTag> next() throws IOException {
    try {
      if (!begun) {
        in.readFully(new byte[HEADER + SIZE_OF_PREVIOUS]);
        begun = true;
      }
      Optional<FlvTag> tag = Optional.empty();
      while (tag.isEmpty()) {
        tag = tag();
      }
      return tag;
    } catch (EOFException e) {
      return Optional.empty();
    }
  }

  private Optional<FlvTag> tag() throws IOException {
    int number = in.readUnsignedByte();
    int length = number24();
    long time = number24() | (long) in.readUnsignedByte() << 24;
    in.readFully(new byte[STREAM_ID]);
    if (length > maxBody) {
      throw new IOException("tag: " + length + " bytes (expected: at most " + maxBody + ")");
    }
    byte[] body = new byte[length];
    in.readFully(body);
    in.readInt();
    return Arrays.stream(FlvTag.Kind.values())
        .filter(kind -> kind.number() == number && length > 0)
        .findFirst()
        .map(kind -> new FlvTag(kind, time, body));
  }

  private int number24() throws IOException {
    return in.readUnsignedByte() << 16 | in.readUnsignedShort();
  }
}
