package dev.headwater.media.isobmff;

import java.util.Locale;

/** Names the codec of a visual sample entry as RFC 6381 and the codec's own binding want it. */
final class VideoCodec {
  private VideoCodec() {}

  /** The name; for a codec without parameters known here, the type of its entry. */
  static String name(Box entry) throws MalformedBoxException {
    String type = entry.type().toString();
    return switch (type) {
      case "avc1", "avc3" -> avc(type, configuration(entry, "avcC"));
      case "hvc1", "hev1" -> hevc(type, configuration(entry, "hvcC"));
      case "av01" -> av1(type, configuration(entry, "av1C"));
      default -> type;
    };
  }

  private static Fields configuration(Box entry, String type) throws MalformedBoxException {
    return entry.descend(FourCc.of(type)).content();
  }

  /** RFC 6381, section 3.3; ISO/IEC 14496-15, section 5.3.3.1: profile, constraints, level. */
  private static String avc(String type, Fields avcC) throws MalformedBoxException {
    avcC.skip(1); // configurationVersion
    return "%s.%06x".formatted(type, avcC.u24());
  }

  /** ISO/IEC 14496-15, annex E.3. */
  private static String hevc(String type, Fields hvcC) throws MalformedBoxException {
    hvcC.skip(1); // configurationVersion
    int profile = hvcC.u8();
    int compatibility = Integer.reverse(hvcC.s32());
    byte[] constraints = new byte[6];
    for (int i = 0; i < constraints.length; i++) {
      constraints[i] = (byte) hvcC.u8();
    }
    int level = hvcC.u8();
    String space = profile >> 6 == 0 ? "" : String.valueOf((char) ('A' - 1 + (profile >> 6)));
    char tier = (profile & 0x20) == 0 ? 'L' : 'H';
    return "%s.%s%d.%X.%c%d%s"
        .formatted(
            type, space, profile & 0x1F, compatibility, tier, level, constraintBytes(constraints));
  }

  /** Each in hexadecimal after a full stop, without the zeros at the end. */
  private static String constraintBytes(byte[] constraints) {
    int length = constraints.length;
    while (length > 0 && constraints[length - 1] == 0) {
      length--;
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append('.').append(Integer.toHexString(constraints[i] & 0xFF).toUpperCase(Locale.ROOT));
    }
    return text.toString();
  }

  /** AV1 Codec ISO Media File Format Binding, section 5: profile, level, tier, bit depth. */
  private static String av1(String type, Fields av1C) throws MalformedBoxException {
    av1C.skip(1); // marker, version
    int profileAndLevel = av1C.u8();
    int flags = av1C.u8();
    int profile = profileAndLevel >> 5;
    char tier = (flags & 0x80) == 0 ? 'M' : 'H';
    boolean high = (flags & 0x40) != 0;
    boolean twelve = (flags & 0x20) != 0;
    int bits = !high ? 8 : twelve && profile == 2 ? 12 : 10;
    return "%s.%d.%02d%c.%02d".formatted(type, profile, profileAndLevel & 0x1F, tier, bits);
  }
}
