package dev.headwater.media.isobmff;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * Writes a header anew that says of its track's samples that they are protected (ISO/IEC 23001-7,
 * section 8, scheme {@code cbcs}).
 */
public final class ProtectedHeader {
  private static final FourCc FILE = FourCc.of("file");
  private static final FourCc STSD = FourCc.of("stsd");

  /** The way to sample entries: ISO/IEC 14496-12, section 8.5.2. */
  private static final List<FourCc> PATH =
      List.of(
          FourCc.of("moov"),
          FourCc.of("trak"),
          FourCc.of("mdia"),
          FourCc.of("minf"),
          FourCc.of("stbl"),
          STSD);

  /** Of {@code stsd}, before its entries: version, flags, count. */
  private static final int BEFORE_ENTRIES = 8;

  private final BoxWriter out = new BoxWriter();
  private final boolean isVideo;
  private final Protection protection;

  private ProtectedHeader(boolean isVideo, Protection protection) {
    this.isVideo = isVideo;
    this.protection = protection;
  }

  /**
   * A copy.
   *
   * @param header as {@code description} describes it; if it is protected, it is so otherwise then
   */
  public static ByteBuffer write(
      ByteBuffer header, SampleDescription description, Protection protection)
      throws MalformedBoxException {
    ProtectedHeader written = new ProtectedHeader(description.isVideo(), protection);
    written.boxes(Box.of(FILE, header), 0);
    return written.out.written();
  }

  private void boxes(Box parent, int depth) throws MalformedBoxException {
    for (Box child : parent.children()) {
      if (depth == PATH.size()) {
        ProtectedEntry.write(out, child, SampleDescription.fieldBytes(isVideo), protection);
      } else if (child.type().equals(PATH.get(depth))) {
        out.begin(child.type());
        if (child.type().equals(STSD)) {
          out.bytes(child.content().rest().limit(BEFORE_ENTRIES));
          child.content().skip(BEFORE_ENTRIES);
        }
        boxes(child, depth + 1);
        out.end();
      } else {
        out.copy(child);
      }
    }
  }
}
