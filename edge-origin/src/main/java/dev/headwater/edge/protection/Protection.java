package dev.headwater.edge.protection;

import java.nio.ByteBuffer;
import java.util.List;

/** What becomes of a channel's media before anything of it is published. Thread-safe. */
public interface Protection {
  /** It stays as it is. */
  Protection NONE = (_, _, header) -> new Clear(header);

  /** An epoch of a rendition begins, whose fragments the header parses. */
  Run begin(String rendition, String epoch, ByteBuffer header);

  /** An epoch of a rendition. Confined to its channel. */
  interface Run {
    /** What parses what is published. */
    ByteBuffer header();

    /**
     * What is published of fragments.
     *
     * @param number of their segment
     * @param fragments those of a part; of a whole segment where it has none
     */
    List<ByteBuffer> media(long number, List<ByteBuffer> fragments);
  }

  /** One that stays as it is. */
  record Clear(ByteBuffer header) implements Run {
    @Override
    public List<ByteBuffer> media(long number, List<ByteBuffer> fragments) {
      return fragments;
    }
  }
}
