package dev.headwater.media.isobmff;

import dev.headwater.media.Resolution;

/**
 * What a visual sample entry says (ISO/IEC 14496-12, section 12.1.3). Immutable.
 *
 * @param codec RFC 6381 name
 * @param resolution size of the coded pictures after cropping
 */
record VisualEntry(String codec, Resolution resolution) {
  /** From the start of the entry to its width. */
  private static final int BEFORE_WIDTH = 24;

  /** From the end of its height to the boxes in it. */
  private static final int AFTER_HEIGHT = 50;

  static VisualEntry read(Box entry) throws MalformedBoxException {
    Fields fields = entry.content().skip(BEFORE_WIDTH);
    int width = fields.u16();
    int height = fields.u16();
    if (width == 0 || height == 0) {
      throw MalformedBoxException.of(entry.type() + " size", width + "x" + height, "at least 1x1");
    }
    fields.skip(AFTER_HEIGHT);
    return new VisualEntry(
        VideoCodec.name(ProtectedEntry.coded(entry)), new Resolution(width, height));
  }
}
