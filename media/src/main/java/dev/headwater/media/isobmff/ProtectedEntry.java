package dev.headwater.media.isobmff;

import dev.headwater.media.isobmff.Protection.Pattern;
import dev.headwater.media.isobmff.Protection.Vector;
import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * The sample entry of a protected track (ISO/IEC 14496-12, section 8.12; ISO/IEC 23001-7, section
 * 8).
 */
final class ProtectedEntry {
  private static final FourCc VIDEO = FourCc.of("encv");
  private static final FourCc AUDIO = FourCc.of("enca");
  private static final FourCc SINF = FourCc.of("sinf");
  private static final FourCc FRMA = FourCc.of("frma");
  private static final FourCc SCHM = FourCc.of("schm");
  private static final FourCc SCHI = FourCc.of("schi");
  private static final FourCc TENC = FourCc.of("tenc");
  private static final FourCc CBCS = FourCc.of("cbcs");

  /** Of the scheme: major 1, minor 0. */
  private static final int SCHEME_VERSION = 0x10000;

  /** From the start of an entry to the boxes in it: ISO/IEC 14496-12, sections 12.1.3, 12.2.3. */
  static final int VISUAL_FIELDS = 78;

  static final int AUDIO_FIELDS = 28;

  private ProtectedEntry() {}

  static boolean is(Box entry) {
    return entry.type().equals(VIDEO) || entry.type().equals(AUDIO);
  }

  /**
   * The entry as it was in clear: itself, where it is.
   *
   * @param entry read up to its boxes
   */
  static Box coded(Box entry) throws MalformedBoxException {
    return is(entry)
        ? new Box(entry.descend(SINF, FRMA).content().fourCc(), entry.content())
        : entry;
  }

  /**
   * What it says of all samples.
   *
   * @param entry read up to its boxes
   */
  static Protection protection(Box entry) throws MalformedBoxException {
    FourCc scheme = entry.descend(SINF, SCHM).content().skip(4).fourCc();
    if (!scheme.equals(CBCS)) {
      throw MalformedBoxException.of("schm scheme_type", scheme, "cbcs");
    }
    Fields tenc = entry.descend(SINF, SCHI, TENC).content().skip(5); // version, flags, reserved
    int pattern = tenc.u8();
    tenc.skip(2); // default_isProtected, default_Per_Sample_IV_Size
    UUID keyId = new UUID(tenc.s64(), tenc.s64());
    int vectorBytes = tenc.u8();
    if (vectorBytes != Protection.ID_BYTES) {
      throw MalformedBoxException.of("tenc default_constant_IV_size", vectorBytes, "16");
    }
    return new Protection(
        keyId, new Vector(tenc.s64(), tenc.s64()), new Pattern(pattern >> 4, pattern & 0xF));
  }

  /**
   * Writes one in place of {@code entry}, which may be protected already.
   *
   * @param entry whose content is read from its start
   * @param fieldBytes of it, before its boxes
   */
  static void write(BoxWriter out, Box entry, int fieldBytes, Protection protection)
      throws MalformedBoxException {
    ByteBuffer fields = entry.content().rest();
    entry.content().skip(fieldBytes);
    FourCc format = coded(entry).type();
    out.begin(fieldBytes == VISUAL_FIELDS ? VIDEO : AUDIO).bytes(fields.limit(fieldBytes));
    for (Box child : entry.children()) {
      if (!child.type().equals(SINF)) {
        out.copy(child);
      }
    }
    out.begin(SINF).begin(FRMA).fourCc(format).end();
    out.begin(SCHM, 0, 0).fourCc(CBCS).u32(SCHEME_VERSION).end();
    out.begin(SCHI).begin(TENC, 1, 0);
    protection.write(out);
    out.end().end().end().end();
  }
}
