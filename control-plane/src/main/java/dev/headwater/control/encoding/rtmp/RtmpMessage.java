package dev.headwater.control.encoding.rtmp;

/**
 * One message (section 6 of the specification). Immutable, but for the payload, which nobody
 * changes.
 *
 * @param type one of {@link MessageType}, or another number, which is ignored
 * @param streamId 0 for the connection
 * @param timestampMillis unsigned, of 32 bits
 */
@SuppressWarnings("ArrayRecordComponent") // media is not copied, and never compared
public record RtmpMessage(int type, int streamId, long timestampMillis, byte[] payload) {
  static RtmpMessage of(int type, int streamId, byte[] payload) {
    return new RtmpMessage(type, streamId, 0, payload);
  }
}
