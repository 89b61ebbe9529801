package dev.headwater.edge.protection;

import dev.headwater.media.isobmff.MalformedBoxException;
import java.nio.ByteBuffer;
import java.util.List;

/** What becomes of a channel's media before anything of it is published. Thread-safe. */
public interface Protection {
  /** It stays as it is. */
  Protection NONE = (_, epoch, header) -> new Clear(epoch, header);

  /**
   * An epoch of a rendition begins.
   *
   * @param header what parses its fragments
   */
  Run begin(String rendition, String epoch, ByteBuffer header);

  /** An epoch of a rendition. Confined to its channel. */
  interface Run {
    /** What the epoch is called from that segment on. */
    String name(long number);

    /**
     * What parses what is published of a segment, and all that is called the same.
     *
     * @throws MalformedBoxException if such media can't be protected
     */
    ByteBuffer header(long number) throws MalformedBoxException;

    /**
     * A fragment, when it has come.
     *
     * @param number of its segment
     * @throws MalformedBoxException if it can't be protected
     */
    default ByteBuffer fragment(long number, ByteBuffer bytes) throws MalformedBoxException {
      return bytes;
    }

    /**
     * What is published of fragments that became a part, or a segment that has none.
     *
     * @param number of their segment
     */
    default List<ByteBuffer> media(long number, List<ByteBuffer> fragments) {
      return fragments;
    }
  }

  /** One that stays as it is. */
  record Clear(String epoch, ByteBuffer header) implements Run {
    @Override
    public String name(long number) {
      return epoch;
    }

    @Override
    public ByteBuffer header(long number) {
      return header;
    }
  }
}
