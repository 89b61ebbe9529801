package dev.headwater.control.encoding.flv;

/**
 * One tag (section E.4.1). Immutable, but for the body, which nobody changes.
 *
 * @param timestampMillis unsigned, of 32 bits
 * @param body at least one byte
 */
@SuppressWarnings("ArrayRecordComponent") // media is not copied, and never compared
public record FlvTag(Kind kind, long timestampMillis, byte[] body) {
  /** What a tag holds. */
  public enum Kind {
    AUDIO(8),
    VIDEO(9),
    SCRIPT(18);

    private final int number;

    Kind(int number) {
      this.number = number;
    }

    int number() {
      return number;
    }
  }

  /** Bit of a video or audio tag whose codec is a FourCC (Enhanced RTMP). */
  private static final int EXTENDED_VIDEO = 0x80;

  /** Objects around a body: tags of a single byte are not for nothing. */
  private static final int OVERHEAD_BYTES = 100;

  private static final int KEY_FRAME = 1;
  private static final int AVC = 7;
  private static final int HEVC = 12;
  private static final int AAC = 10;
  private static final int EXTENDED_AUDIO = 9;

  public FlvTag {
    if (body.length == 0) {
      throw new IllegalArgumentException("body: 0 bytes (expected: > 0)");
    }
  }

  /** About what it takes while it waits. */
  public int memoryBytes() {
    return body.length + OVERHEAD_BYTES;
  }

  /** The same at another time. */
  public FlvTag at(long millis) {
    return new FlvTag(kind, millis, body);
  }

  /** Whether it configures a decoder, which has to be told again before it begins anew. */
  public boolean isSequenceHeader() {
    return switch (kind) {
      case VIDEO -> extendedVideo() ? (first() & 0xF) == 0 : configuresVideo();
      case AUDIO ->
          first() >> 4 == EXTENDED_AUDIO
              ? (first() & 0xF) == 0
              : first() >> 4 == AAC && packetType() == 0;
      case SCRIPT -> false;
    };
  }

  /** Whether decoding of pictures can begin with it. */
  public boolean isKeyFrame() {
    int frameType = extendedVideo() ? first() >> 4 & 0x7 : first() >> 4;
    return kind == Kind.VIDEO && frameType == KEY_FRAME && !isSequenceHeader();
  }

  private boolean configuresVideo() {
    int codec = first() & 0xF;
    return (codec == AVC || codec == HEVC) && packetType() == 0;
  }

  private boolean extendedVideo() {
    return kind == Kind.VIDEO && (first() & EXTENDED_VIDEO) != 0;
  }

  private int first() {
    return body[0] & 0xFF;
  }

  private int packetType() {
    return body.length > 1 ? body[1] : -1;
  }
}
