package dev.headwater.edge.live;

import dev.headwater.platform.feed.ChannelReport;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * What a node says of live media beside it: values of the field CMSD-Static (CTA-5006, section
 * 3.1), with the channel's state under a key of our own.
 */
final class Cmsd {
  private static final String HEADER = "ot=i,sf=h,st=l";
  private static final Map<ChannelReport.State, String> PLAYLISTS = stated("ot=m,sf=h,st=l");
  private static final Map<ChannelReport.State, String> MPDS = stated("ot=m,sf=d,st=l");

  private Cmsd() {}

  private static Map<ChannelReport.State, String> stated(String what) {
    Map<ChannelReport.State, String> texts = new EnumMap<>(ChannelReport.State.class);
    for (ChannelReport.State state : ChannelReport.State.values()) {
      texts.put(state, what + ",headwater-state=" + state.name().toLowerCase(Locale.ROOT));
    }
    return texts;
  }

  /** Of a playlist, while its channel is in that state. */
  static String playlist(ChannelReport.State state) {
    return Objects.requireNonNull(PLAYLISTS.get(state));
  }

  /** Of an MPD, while its channel is in that state. */
  static String mpd(ChannelReport.State state) {
    return Objects.requireNonNull(MPDS.get(state));
  }

  /** Of an initialization section. */
  static String header() {
    return HEADER;
  }

  /** Of a segment, or a part of one: kilobits a second, and milliseconds. */
  static String media(long lengthBytes, Duration duration) {
    long millis = Math.max(1, duration.toMillis());
    return "br=" + lengthBytes * Byte.SIZE / millis + ",d=" + millis + ",sf=h,st=l";
  }
}
