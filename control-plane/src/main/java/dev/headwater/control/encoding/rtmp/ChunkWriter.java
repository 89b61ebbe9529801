package dev.headwater.control.encoding.rtmp;

import java.nio.ByteBuffer;

/** Writes messages as chunks, each with a whole header (section 5.3). Immutable. */
public final class ChunkWriter {
  private static final int PROTOCOL_CONTROL = 2;
  private static final int COMMANDS = 3;
  private static final int CONTINUATION = 3 << 6;
  private static final int HEADER = 12;
  private static final int DEFAULT_SIZE = 128;

  private ChunkWriter() {}

  /** In chunks of the size that holds where nothing was said. */
  public static byte[] write(RtmpMessage message) {
    byte[] payload = message.payload();
    int continuations = Math.max(0, (payload.length - 1) / DEFAULT_SIZE);
    ByteBuffer bytes = ByteBuffer.allocate(HEADER + payload.length + continuations);
    int id = message.type() <= MessageType.SET_PEER_BANDWIDTH ? PROTOCOL_CONTROL : COMMANDS;
    bytes.put((byte) id).put((byte) 0).putShort((short) 0); // no timestamp
    bytes.put((byte) (payload.length >> 16)).putShort((short) payload.length);
    bytes.put((byte) message.type()).putInt(Integer.reverseBytes(message.streamId()));
    for (int at = 0; at < payload.length; at += DEFAULT_SIZE) {
      if (at > 0) {
        bytes.put((byte) (CONTINUATION | id));
      }
      bytes.put(payload, at, Math.min(DEFAULT_SIZE, payload.length - at));
    }
    return bytes.array();
  }
}
