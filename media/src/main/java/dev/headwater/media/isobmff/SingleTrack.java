package dev.headwater.media.isobmff;

import java.util.List;

/** Reads the {@code moof} box of a CMAF chunk, which has one track: ISO/IEC 23000-19, 7.3.2.3. */
final class SingleTrack {
  private static final FourCc TRAF = FourCc.of("traf");
  private static final FourCc TFHD = FourCc.of("tfhd");

  /** Samples lie at places of the whole file: ISO/IEC 14496-12, section 8.8.7.1. */
  private static final int BASE_DATA_OFFSET = 0x1;

  private SingleTrack() {}

  static TrackFragment read(Box moof, InitializationSection section) throws MalformedBoxException {
    int tracks = moof.children(TRAF).size();
    if (tracks != 1) {
      throw MalformedBoxException.of("moof tracks", tracks, "1, each track sent by itself");
    }
    if ((moof.descend(TRAF, TFHD).content().s32() & BASE_DATA_OFFSET) != 0) {
      throw MalformedBoxException.of(
          "tfhd base_data_offset", "present", "default-base-is-moof, as CMAF has");
    }
    MovieFragments fragments = new MovieFragments(section);
    fragments.add(moof);
    List<TrackFragment> found = fragments.byTrack();
    if (found.isEmpty()) {
      throw MalformedBoxException.of("moof samples", 0, "at least 1");
    }
    TrackFragment fragment = found.getFirst();
    if (fragment.duration().count() == 0) {
      throw MalformedBoxException.of("fragment duration", "0 ticks", "at least 1");
    }
    return fragment;
  }
}
