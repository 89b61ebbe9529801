package dev.headwater.media.isobmff;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Where the samples of a fragment of one track lie (ISO/IEC 14496-12, section 8.8). Immutable.
 *
 * @param moof where that box is in the fragment
 * @param mdat the box right after it
 * @param samples in their order, which is also that of their places, each within {@code mdat}
 */
public record SampleLayout(Extent moof, Extent mdat, List<Extent> samples) {
  private static final FourCc MOOF = FourCc.of("moof");
  private static final FourCc MDAT = FourCc.of("mdat");
  private static final FourCc TRAF = FourCc.of("traf");
  private static final FourCc TFHD = FourCc.of("tfhd");
  private static final FourCc TRUN = FourCc.of("trun");
  private static final Set<FourCc> GROUPS = Set.of(FourCc.of("sbgp"), FourCc.of("sgpd"));
  private static final FourCc ENCRYPTION_GROUP = FourCc.of("seig");
  private static final Set<FourCc> PROTECTION =
      Set.of(FourCc.of("senc"), FourCc.of("saiz"), FourCc.of("saio"));

  /** Samples lie at places of the whole file: section 8.8.7.1. */
  private static final int BASE_DATA_OFFSET = 0x1;

  /** Bytes of a fragment. */
  public record Extent(int offset, int size) {
    public int end() {
      return offset + size;
    }
  }

  public SampleLayout {
    samples = List.copyOf(samples);
  }

  /**
   * Finds them.
   *
   * @param fragment as in {@link CmafPiece.Fragment}, in clear
   * @param ofTrack what samples are unless the fragment says otherwise
   */
  public static SampleLayout read(ByteBuffer fragment, SampleDefaults ofTrack)
      throws MalformedBoxException {
    ByteBuffer bytes = fragment.slice();
    BoxHeader moof = find(bytes);
    BoxHeader mdat = BoxHeader.in(bytes, Math.toIntExact(moof.end()), bytes.capacity());
    if (!mdat.type().equals(MDAT)) {
      throw MalformedBoxException.of("moof box", "followed by " + mdat.type(), "mdat after it");
    }
    Box traf = traf(content(bytes, moof));
    Fields tfhd = traf.descend(TFHD).content();
    int flags = tfhd.s32();
    if ((flags & BASE_DATA_OFFSET) != 0) {
      throw MalformedBoxException.of(
          "tfhd base_data_offset", "present", "default-base-is-moof, as CMAF has");
    }
    SampleDefaults defaults = FragmentHeader.defaults(tfhd.skip(4), flags, ofTrack);
    SampleRuns runs = new SampleRuns(moof, mdat, defaults.sizeBytes());
    for (Box trun : traf.children(TRUN)) {
      runs.add(trun.content());
    }
    return new SampleLayout(extent(moof), extent(mdat), runs.samples());
  }

  private static BoxHeader find(ByteBuffer bytes) throws MalformedBoxException {
    for (int at = 0; at < bytes.capacity(); ) {
      BoxHeader header = BoxHeader.in(bytes, at, bytes.capacity());
      if (header.type().equals(MOOF)) {
        return header;
      }
      at = Math.toIntExact(header.end());
    }
    throw MalformedBoxException.of("fragment", "no moof", "one");
  }

  /** Of one track, in clear. */
  private static Box traf(Box moof) throws MalformedBoxException {
    List<Box> trafs = moof.children(TRAF);
    if (trafs.size() != 1) {
      throw MalformedBoxException.of("moof tracks", trafs.size(), "1");
    }
    Box traf = trafs.getFirst();
    for (Box child : traf.children()) {
      boolean isGroup =
          GROUPS.contains(child.type())
              && child.content().skip(4).fourCc().equals(ENCRYPTION_GROUP);
      if (isGroup || PROTECTION.contains(child.type())) {
        throw MalformedBoxException.of("traf box", child.type(), "none, of media in clear");
      }
    }
    return traf;
  }

  static Box content(ByteBuffer bytes, BoxHeader header) {
    return Box.of(
        header.type(), bytes.slice((int) header.contentOffset(), (int) header.contentSize()));
  }

  private static Extent extent(BoxHeader header) {
    return new Extent((int) header.offset(), (int) header.size());
  }

  /** Reads the runs of a fragment in their order. Confined to one thread. */
  private static final class SampleRuns {
    private static final int DATA_OFFSET = 0x1;
    private static final int FIRST_SAMPLE_FLAGS = 0x4;
    private static final int SIZES = 0x200;

    /** Of the other fields of each sample: duration, flags, composition offset. */
    private static final int BEFORE_SIZE = 0x100;

    private static final int AFTER_SIZE = 0xC00;

    /** Bounds what is written of them: minutes of sound in one fragment. */
    private static final int MAX_SAMPLES = 1 << 16;

    private final long base;
    private final long limit;
    private final long defaultBytes;
    private final List<Extent> samples = new ArrayList<>();
    private long end; // of the last sample: none begins before

    SampleRuns(BoxHeader moof, BoxHeader mdat, long defaultBytes) {
      this.base = moof.offset();
      this.end = mdat.contentOffset();
      this.limit = mdat.end();
      this.defaultBytes = defaultBytes;
    }

    List<Extent> samples() {
      return samples;
    }

    void add(Fields trun) throws MalformedBoxException {
      int flags = trun.s32();
      long count = trun.u32();
      if (count > MAX_SAMPLES - samples.size()) {
        throw MalformedBoxException.of("trun sample_count", count, "all at most " + MAX_SAMPLES);
      }
      long at = (flags & DATA_OFFSET) != 0 ? base + trun.s32() : end;
      if (samples.isEmpty() && (flags & DATA_OFFSET) == 0) {
        throw MalformedBoxException.of("trun data_offset", "absent", "one, in the first run");
      }
      trun.skip((flags & FIRST_SAMPLE_FLAGS) == 0 ? 0 : 4);
      for (long i = 0; i < count; i++) {
        trun.skip(4 * Integer.bitCount(flags & BEFORE_SIZE));
        long size = (flags & SIZES) == 0 ? defaultBytes : trun.u32();
        trun.skip(4 * Integer.bitCount(flags & AFTER_SIZE));
        add(at, size);
        at = end;
      }
    }

    private void add(long at, long size) throws MalformedBoxException {
      if (at < end || size > limit - at) {
        throw MalformedBoxException.of(
            "sample " + samples.size(),
            size + " bytes at " + at,
            "within mdat and after those before: from " + end + " to " + limit);
      }
      samples.add(new Extent((int) at, (int) size));
      end = at + size;
    }
  }
}
