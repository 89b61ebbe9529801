package dev.headwater.media.isobmff;

/** Counts the channels of Dolby audio: ETSI TS 102 366, annex F. */
final class DolbyChannels {
  /** Full-range channels of each audio coding mode: ETSI TS 102 366, table 4.3. */
  private static final int[] OF_CODING_MODE = {2, 1, 2, 3, 3, 4, 4, 5};

  private DolbyChannels() {}

  /** Of a {@code dac3} box: section F.4. */
  static int ac3(Fields dac3) throws MalformedBoxException {
    int bits =
        dac3.u24(); // fscod 2, bsid 5, bsmod 3, acmod 3, lfeon 1, bit_rate_code 5, reserved 5
    return OF_CODING_MODE[bits >> 11 & 7] + (bits >> 10 & 1);
  }

  /** Of the first independent substream of a {@code dec3} box: section F.6. */
  static int enhancedAc3(Fields dec3) throws MalformedBoxException {
    dec3.skip(2); // data_rate, num_ind_sub
    int bits = dec3.u24(); // fscod 2, bsid 5, reserved 1, asvc 1, bsmod 3, acmod 3, lfeon 1, ...
    return OF_CODING_MODE[bits >> 9 & 7] + (bits >> 8 & 1);
  }
}
