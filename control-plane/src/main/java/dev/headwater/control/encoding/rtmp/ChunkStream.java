package dev.headwater.control.encoding.rtmp;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What is known of one chunk stream: the last header, which the next ones may leave out, and the
 * message that is coming. Confined to one thread.
 */
final class ChunkStream {
  /** A message's memory grows with what has come, not with what it claims. */
  private static final int FIRST_BYTES = 4096;

  private static final long MASK = 0xFFFF_FFFFL;

  private long timestamp;
  private long step;
  private boolean extended;
  private int length;
  private int type;
  private int streamId;
  private byte[] payload = {};
  private int received;
  private boolean begun;

  /** Whether the next chunk goes on with a message. */
  boolean begun() {
    return begun;
  }

  /** Whether a header that leaves its timestamp out is followed by an extended one. */
  boolean extended() {
    return extended;
  }

  int length() {
    return length;
  }

  int missing() {
    return length - received;
  }

  /** Takes the header over of a chunk that begins a message. */
  void begin(ChunkHeader header, long timestampField, boolean isExtended) {
    if (header.hasTimestamp()) {
      step = timestampField;
      extended = isExtended;
    }
    if (header.hasLength()) {
      length = header.messageLength();
      type = header.messageType();
    }
    if (header.format() == 0) {
      streamId = header.messageStreamId();
      timestamp = timestampField;
    } else {
      timestamp = (timestamp + step) & MASK;
    }
    payload = new byte[Math.min(length, FIRST_BYTES)];
    received = 0;
    begun = true;
  }

  void append(ByteBuffer bytes, int count) {
    if (received + count > payload.length) {
      int larger = Math.max(received + count, 2 * payload.length);
      payload = Arrays.copyOf(payload, Math.min(length, larger));
    }
    bytes.get(payload, received, count);
    received += count;
  }

  /** Ends the message, which is whole. */
  RtmpMessage end() {
    RtmpMessage message = new RtmpMessage(type, streamId, timestamp, payload);
    abort();
    return message;
  }

  /** Drops what has come of a message. */
  void abort() {
    payload = new byte[0];
    received = 0;
    begun = false;
  }
}
