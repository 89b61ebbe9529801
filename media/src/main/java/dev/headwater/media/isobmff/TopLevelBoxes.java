package dev.headwater.media.isobmff;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Finds the boxes at the top of a file, and loads those that are wanted. */
final class TopLevelBoxes {
  /** Bounds the memory for one loaded box: a moov or moof of hours of media is far below it. */
  static final int MAX_LOADED_BYTES = 16 << 20;

  /** Bounds the walk: a segment of a hundred thousand fragments is no segment. */
  static final int MAX_BOXES = 100_000;

  private TopLevelBoxes() {}

  /** The boxes of the wanted types, in their order; all others are skipped unread. */
  static List<Box> load(ByteSource source, Set<FourCc> wanted) throws IOException {
    List<Box> loaded = new ArrayList<>();
    long size = source.size();
    long budget = MAX_LOADED_BYTES;
    int count = 0;
    for (long at = 0; at < size; count++) {
      if (count == MAX_BOXES) {
        throw MalformedBoxException.of("boxes", "more than " + MAX_BOXES, "fewer");
      }
      BoxHeader header = header(source, at, size);
      if (wanted.contains(header.type())) {
        budget -= header.contentSize();
        if (budget < 0) {
          throw MalformedBoxException.of(
              header.type() + " size", header.size(), "all at most " + MAX_LOADED_BYTES);
        }
        loaded.add(
            Box.of(header.type(), source.read(header.contentOffset(), (int) header.contentSize())));
      }
      at = header.end();
    }
    return loaded;
  }

  private static BoxHeader header(ByteSource source, long at, long size) throws IOException {
    int length = (int) Math.min(BoxHeader.LARGE, size - at);
    return BoxHeader.read(source.read(at, length), at, size - at);
  }
}
