package dev.headwater.control.encoding.flv;

import java.nio.ByteBuffer;

/** Writes the bytes of a stream of tags (section E.2 on). */
public final class FlvWriter {
  private static final int TAG_HEADER = 11;
  private static final int SIZE_OF_PREVIOUS = 4;
  private static final int AUDIO = 4;
  private static final int VIDEO = 1;

  private FlvWriter() {}

  /** What a stream begins with; readers wait for the kinds of tags that it names. */
  public static byte[] header(boolean video, boolean audio) {
    return ByteBuffer.allocate(9 + SIZE_OF_PREVIOUS)
        .put((byte) 'F')
        .put((byte) 'L')
        .put((byte) 'V')
        .put((byte) 1)
        .put((byte) ((video ? VIDEO : 0) | (audio ? AUDIO : 0)))
        .putInt(9)
        .putInt(0)
        .array();
  }

  /** A tag, and its size, which comes after it. */
  public static byte[] bytes(FlvTag tag) {
    int length = tag.body().length;
    long time = tag.timestampMillis();
    ByteBuffer bytes = ByteBuffer.allocate(TAG_HEADER + length + SIZE_OF_PREVIOUS);
    bytes.put((byte) tag.kind().number());
    bytes.put((byte) (length >> 16)).putShort((short) length);
    bytes.put((byte) (time >> 16)).putShort((short) time).put((byte) (time >> 24));
    bytes.put(new byte[3]); // the stream, always 0
    return bytes.put(tag.body()).putInt(TAG_HEADER + length).array();
  }
}
