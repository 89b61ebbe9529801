package dev.headwater.media.isobmff;

import java.util.Optional;

/**
 * What an audio sample entry says (ISO/IEC 14496-12, section 12.2.3), corrected by its codec's
 * configuration where the entry's own fields are templates. Immutable.
 *
 * @param codec RFC 6381 name
 * @param sampleRateHz samples a second
 * @param channels at least 1
 */
record AudioEntry(String codec, int sampleRateHz, int channels) {
  private static final FourCc MP4A = FourCc.of("mp4a");
  private static final FourCc ESDS = FourCc.of("esds");
  private static final FourCc DAC3 = FourCc.of("dac3");
  private static final FourCc DEC3 = FourCc.of("dec3");

  /** From the start of the entry to its channel count. */
  private static final int BEFORE_CHANNELS = 16;

  /** From the end of the channel count to the sample rate. */
  private static final int BEFORE_RATE = 6;

  static AudioEntry read(Box entry, long timescale) throws MalformedBoxException {
    Fields fields = entry.content().skip(BEFORE_CHANNELS);
    int channels = fields.u16();
    int rate = fields.skip(BEFORE_RATE).u16();
    fields.skip(2); // the fraction of the rate
    int sampleRateHz = rate == 0 ? (int) Math.min(timescale, Integer.MAX_VALUE) : rate;
    Box coded = ProtectedEntry.coded(entry);
    AudioEntry stated =
        new AudioEntry(coded.type().toString(), sampleRateHz, Math.max(1, channels));
    return stated.refined(coded);
  }

  private AudioEntry refined(Box entry) throws MalformedBoxException {
    if (entry.type().equals(MP4A)) {
      return ElementaryStream.read(entry.descend(ESDS).content()).refine(this);
    }
    Optional<Box> dac3 = entry.child(DAC3);
    if (dac3.isPresent()) {
      return withChannels(DolbyChannels.ac3(dac3.get().content()));
    }
    Optional<Box> dec3 = entry.child(DEC3);
    return dec3.isPresent() ? withChannels(DolbyChannels.enhancedAc3(dec3.get().content())) : this;
  }

  private AudioEntry withChannels(int count) {
    return new AudioEntry(codec, sampleRateHz, count);
  }
}
