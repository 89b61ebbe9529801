package dev.headwater.media.isobmff;

import java.nio.ByteBuffer;
import java.util.Set;

/**
 * Has a movie fragment decoded at another time (ISO/IEC 14496-12, section 8.8.12, box {@code
 * tfdt}), and drops the boxes that tell of the time it was made for.
 */
public final class Retiming {
  private static final String MOOF = "moof";
  private static final String TRAF = "traf";
  private static final String TFDT = "tfdt";

  /** An index, the encoder's clock, and events. */
  private static final Set<String> OF_ANOTHER_TIME = Set.of("sidx", "prft", "emsg");

  /** Of {@code tfdt}, before the time: version and flags. */
  private static final int FULL_BOX = 4;

  private Retiming() {}

  /**
   * A copy.
   *
   * @param fragment as in {@link CmafPiece.Fragment}
   * @param ticks of the track's clock
   * @throws MalformedBoxException if there is no place for that time
   */
  public static ByteBuffer at(ByteBuffer fragment, long ticks) throws MalformedBoxException {
    ByteBuffer boxes = fragment.slice();
    ByteBuffer copy = ByteBuffer.allocate(boxes.capacity());
    boolean retimed = false;
    for (int at = 0; at < boxes.capacity(); ) {
      BoxHeader header = BoxHeader.in(boxes, at, boxes.capacity());
      int end = Math.toIntExact(header.end());
      String type = header.type().toString();
      if (!OF_ANOTHER_TIME.contains(type)) {
        int start = copy.position();
        copy.put(boxes.slice(at, end - at));
        boolean isMoof = type.equals(MOOF);
        retimed |= isMoof && write(copy, start, start + header.headerSize(), end - at, ticks);
      }
      at = end;
    }
    if (!retimed) {
      throw MalformedBoxException.of("fragment", "no tfdt", "one in moof and traf");
    }
    return copy.flip();
  }

  /** Into each track's fragment of a box, whose content begins at {@code from}. */
  private static boolean write(ByteBuffer copy, int start, int from, int size, long ticks)
      throws MalformedBoxException {
    boolean written = false;
    int limit = start + size;
    for (int at = from; at < limit; ) {
      BoxHeader header = BoxHeader.in(copy, at, limit);
      int content = Math.toIntExact(header.contentOffset());
      if (header.type().toString().equals(TRAF)) {
        written |= write(copy, at, content, Math.toIntExact(header.size()), ticks);
      } else if (header.type().toString().equals(TFDT)) {
        time(copy, content, header.contentSize(), ticks);
        written = true;
      }
      at = Math.toIntExact(header.end());
    }
    return written;
  }

  private static void time(ByteBuffer copy, int at, long size, long ticks)
      throws MalformedBoxException {
    boolean isLong = size >= FULL_BOX + Long.BYTES && copy.get(at) == 1;
    boolean isShort = size >= FULL_BOX + Integer.BYTES && copy.get(at) == 0;
    if (isLong) {
      copy.putLong(at + FULL_BOX, ticks);
    } else if (isShort && ticks >>> Integer.SIZE == 0) {
      copy.putInt(at + FULL_BOX, (int) ticks);
    } else {
      throw MalformedBoxException.of("tfdt time", ticks, "one that its version has place for");
    }
  }
}
