package dev.headwater.media.isobmff;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The boxes at the top of a file: all are found, and only those asked for are loaded. */
final class TopLevelBoxes {
  /** Bounds the memory for loaded boxes: moov and moof of hours of media are far below it. */
  private static final int MAX_LOADED_BYTES = 16 << 20;

  /** Bounds the walk: a segment has a few boxes for each of its fragments. */
  private static final int MAX_BOXES = 10_000;

  private final ByteSource source;
  private final List<BoxHeader> headers = new ArrayList<>();

  private TopLevelBoxes(ByteSource source) {
    this.source = source;
  }

  static TopLevelBoxes of(ByteSource source) throws IOException {
    TopLevelBoxes boxes = new TopLevelBoxes(source);
    long size = source.size();
    for (long at = 0; at < size; at = boxes.headers.getLast().end()) {
      if (boxes.headers.size() == MAX_BOXES) {
        throw MalformedBoxException.of("boxes", "more than " + MAX_BOXES, "fewer");
      }
      int length = (int) Math.min(BoxHeader.LARGE, size - at);
      boxes.headers.add(BoxHeader.read(source.read(at, length), at, size - at));
    }
    return boxes;
  }

  /** The boxes of one type, in their order. */
  List<Box> load(FourCc type) throws IOException {
    List<Box> loaded = new ArrayList<>();
    long budget = MAX_LOADED_BYTES;
    for (BoxHeader header : headers) {
      if (header.type().equals(type)) {
        budget -= header.contentSize();
        if (budget < 0) {
          throw MalformedBoxException.of(
              type + " size", header.size(), "all together at most " + MAX_LOADED_BYTES);
        }
        loaded.add(load(header));
      }
    }
    return loaded;
  }

  /** Whether a box of one type comes after the last one of another. */
  boolean follows(FourCc type, FourCc other) {
    boolean follows = false;
    for (BoxHeader header : headers) {
      follows = header.type().equals(type) || (follows && !header.type().equals(other));
    }
    return follows;
  }

  private Box load(BoxHeader header) throws IOException {
    return Box.of(header.type(), source.read(header.contentOffset(), (int) header.contentSize()));
  }
}
