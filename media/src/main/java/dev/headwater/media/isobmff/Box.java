package dev.headwater.media.isobmff;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A box in memory. Confined to one thread: its fields are read by moving along its content.
 *
 * @param type what it is
 * @param content the bytes after its header
 */
record Box(FourCc type, Fields content) {
  static Box of(FourCc type, ByteBuffer content) {
    return new Box(type, new Fields(type, content));
  }

  /** The boxes inside, from where the content is read to, in their order. */
  List<Box> children() throws MalformedBoxException {
    ByteBuffer bytes = content.rest();
    List<Box> children = new ArrayList<>();
    for (int at = 0; at < bytes.capacity(); ) {
      int available = bytes.capacity() - at;
      BoxHeader header =
          BoxHeader.read(bytes.slice(at, Math.min(available, BoxHeader.LARGE)), at, available);
      children.add(
          of(header.type(), bytes.slice((int) header.contentOffset(), (int) header.contentSize())));
      at = (int) header.end();
    }
    return children;
  }

  List<Box> children(FourCc wanted) throws MalformedBoxException {
    return children().stream().filter(child -> child.type.equals(wanted)).toList();
  }

  Optional<Box> child(FourCc wanted) throws MalformedBoxException {
    return children().stream().filter(child -> child.type.equals(wanted)).findFirst();
  }

  /** Goes down one box a step. */
  Box descend(FourCc... path) throws MalformedBoxException {
    Box box = this;
    for (FourCc step : path) {
      Box parent = box;
      box =
          parent
              .child(step)
              .orElseThrow(
                  () -> MalformedBoxException.of(parent.type + " box", "no " + step, "one"));
    }
    return box;
  }
}
