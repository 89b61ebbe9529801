package dev.headwater.media.isobmff;

import java.nio.ByteBuffer;

/**
 * The start of an MPEG-4 audio configuration (ISO/IEC 14496-3, section 1.6.2.1). Immutable.
 *
 * @param objectType 2 is AAC-LC, 5 HE-AAC, 29 HE-AAC version 2
 * @param sampleRateHz 0 if it doesn't say
 * @param channels 0 if it doesn't say
 */
record AudioSpecificConfig(int objectType, int sampleRateHz, int channels) {
  /** Rates by index: ISO/IEC 14496-3, table 1.18. */
  private static final int[] RATES = {
    96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350
  };

  /** Channels by configuration: ISO/IEC 14496-3, table 1.19; 0 is told by the stream itself. */
  private static final int[] CHANNELS = {0, 1, 2, 3, 4, 5, 6, 8, 0, 0, 0, 7, 8, 0, 8, 0};

  /** An object type above 31 is this, then 6 bits more. */
  private static final int LONG_OBJECT_TYPE = 31;

  /** The rate follows in 24 bits. */
  private static final int EXPLICIT_RATE = 15;

  static AudioSpecificConfig read(ByteBuffer bytes) throws MalformedBoxException {
    Bits bits = new Bits(bytes);
    int objectType = bits.next(5);
    if (objectType == LONG_OBJECT_TYPE) {
      objectType = 32 + bits.next(6);
    }
    int index = bits.next(4);
    int rate = index == EXPLICIT_RATE ? bits.next(24) : index < RATES.length ? RATES[index] : 0;
    return new AudioSpecificConfig(objectType, rate, CHANNELS[bits.next(4)]);
  }

  /** Reads numbers of any width. */
  private static final class Bits {
    private final ByteBuffer bytes;
    private int position;

    Bits(ByteBuffer bytes) {
      this.bytes = bytes;
    }

    int next(int width) throws MalformedBoxException {
      if (position + width > bytes.capacity() * 8) {
        throw MalformedBoxException.of("audio configuration", bytes.capacity() + " bytes", "more");
      }
      int value = 0;
      for (int i = 0; i < width; i++, position++) {
        value = (value << 1) | (bytes.get(position >> 3) >> (7 - (position & 7)) & 1);
      }
      return value;
    }
  }
}
