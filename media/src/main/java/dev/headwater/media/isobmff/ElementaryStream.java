package dev.headwater.media.isobmff;

import java.nio.ByteBuffer;

/**
 * What the {@code esds} box of an MPEG-4 audio entry says (ISO/IEC 14496-1, section 7.2.6.5;
 * ISO/IEC 14496-3, section 1.6.2.1). Immutable.
 *
 * @param codecSuffix what follows {@code mp4a} in the RFC 6381 name: {@code 40.2}
 * @param sampleRateHz 0 if the box doesn't say
 * @param channels 0 if the box doesn't say
 */
record ElementaryStream(String codecSuffix, int sampleRateHz, int channels) {
  private static final int ES_DESCRIPTOR = 3;
  private static final int DECODER_CONFIG = 4;
  private static final int DECODER_SPECIFIC = 5;

  /** The object type indication of MPEG-4 audio, whose specific information tells the rest. */
  private static final int MPEG4_AUDIO = 0x40;

  /** Bytes of a descriptor's length: ISO/IEC 14496-1, section 8.3.3. */
  private static final int MAX_LENGTH_BYTES = 4;

  static ElementaryStream read(Fields esds) throws MalformedBoxException {
    esds.skip(4); // version and flags
    enter(esds, ES_DESCRIPTOR);
    esds.skip(2); // ES_ID
    skipOptionalFields(esds);
    enter(esds, DECODER_CONFIG);
    int objectType = esds.u8();
    if (objectType != MPEG4_AUDIO) {
      return new ElementaryStream("%02x".formatted(objectType), 0, 0);
    }
    esds.skip(12); // stream type, buffer size, bit rates
    enter(esds, DECODER_SPECIFIC);
    return audioSpecific(esds.rest());
  }

  AudioEntry refine(AudioEntry stated) {
    return new AudioEntry(
        stated.codec() + "." + codecSuffix,
        sampleRateHz == 0 ? stated.sampleRateHz() : sampleRateHz,
        channels == 0 ? stated.channels() : channels);
  }

  private static ElementaryStream audioSpecific(ByteBuffer bytes) throws MalformedBoxException {
    AudioSpecificConfig config = AudioSpecificConfig.read(bytes);
    return new ElementaryStream(
        "%x.%d".formatted(MPEG4_AUDIO, config.objectType()),
        config.sampleRateHz(),
        config.channels());
  }

  private static void skipOptionalFields(Fields esds) throws MalformedBoxException {
    int flags = esds.u8();
    if ((flags & 0x80) != 0) {
      esds.skip(2); // dependsOn_ES_ID
    }
    if ((flags & 0x40) != 0) {
      esds.skip(esds.u8()); // URL
    }
    if ((flags & 0x20) != 0) {
      esds.skip(2); // OCR_ES_Id
    }
  }

  /** Steps over the tag and the length of a descriptor. */
  private static void enter(Fields fields, int tag) throws MalformedBoxException {
    int found = fields.u8();
    if (found != tag) {
      throw MalformedBoxException.of("esds descriptor", found, Integer.toString(tag));
    }
    for (int i = 0; i < MAX_LENGTH_BYTES; i++) {
      if ((fields.u8() & 0x80) == 0) {
        return;
      }
    }
    throw MalformedBoxException.of("esds length", "more than 4 bytes", "at most 4");
  }
}
