package dev.headwater.control.encoding.push;

import dev.headwater.media.isobmff.ByteSource;
import dev.headwater.media.isobmff.InitializationSection;
import dev.headwater.media.isobmff.MediaSegmentInfo;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Splits what ffmpeg writes of a track into its media initialization section and fragments. Blocks;
 * confined to one thread.
 */
final class FragmentReader {
  private static final int HEADER = 8;
  private static final int MOOV = 0x6D6F6F76;
  private static final int MDAT = 0x6D646174;

  /** A fragment is a third of a second, so that none comes near it. */
  private static final int MAX_BYTES = 32 << 20;

  private final DataInputStream in;
  private final byte[] initialization;
  private final InitializationSection tracks;

  private FragmentReader(DataInputStream in, byte[] initialization) throws IOException {
    this.in = in;
    this.initialization = initialization;
    this.tracks = InitializationSection.read(ByteSource.of(initialization));
  }

  /** Once the initialization section has come; empty where the track ends before. */
  static Optional<FragmentReader> open(InputStream track) throws IOException {
    DataInputStream in = new DataInputStream(track);
    Optional<byte[]> initialization = upTo(in, MOOV);
    return initialization.isEmpty()
        ? Optional.empty()
        : Optional.of(new FragmentReader(in, initialization.get()));
  }

  byte[] initialization() {
    return initialization;
  }

  /** Empty at the end; one that is cut is none. */
  Optional<Fragment> next() throws IOException {
    Optional<byte[]> boxes = upTo(in, MDAT);
    if (boxes.isEmpty()) {
      return Optional.empty();
    }
    byte[] bytes = boxes.get();
    MediaSegmentInfo info = MediaSegmentInfo.read(ByteSource.of(bytes), tracks);
    boolean sync = info.fragments().stream().allMatch(track -> track.startsWithSync());
    return Optional.of(new Fragment(bytes, sync, System.nanoTime()));
  }

  /** All boxes up to one of a type, and that one. */
  private static Optional<byte[]> upTo(DataInputStream in, int type) throws IOException {
    ByteArrayOutputStream boxes = new ByteArrayOutputStream();
    byte[] header = new byte[HEADER];
    try {
      int last = 0;
      while (last != type) {
        in.readFully(header);
        int size = number(header, 0);
        if (size < HEADER || size > MAX_BYTES - boxes.size()) {
          throw new IOException("box size: " + size + " (expected: 8 to " + MAX_BYTES + ")");
        }
        boxes.write(header);
        byte[] content = new byte[size - HEADER];
        in.readFully(content);
        boxes.write(content);
        last = number(header, Integer.BYTES);
      }
      return Optional.of(boxes.toByteArray());
    } catch (EOFException e) {
      return Optional.empty();
    }
  }

  private static int number(byte[] bytes, int at) {
    return (bytes[at] & 0xFF) << 24
        | (bytes[at + 1] & 0xFF) << 16
        | (bytes[at + 2] & 0xFF) << 8
        | (bytes[at + 3] & 0xFF);
  }
}
