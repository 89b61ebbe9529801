package dev.headwater.media.isobmff;

import dev.headwater.media.isobmff.SampleLayout.Extent;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes a fragment anew that says how its samples are protected (ISO/IEC 23001-7, sections 6 and
 * 7): in {@code senc}, {@code saiz} and {@code saio}, and where they aren't as the header says, in
 * a sample group. Confined to one thread.
 */
public final class ProtectedFragment {
  private static final FourCc MOOF = FourCc.of("moof");
  private static final FourCc TRAF = FourCc.of("traf");
  private static final FourCc TRUN = FourCc.of("trun");
  private static final FourCc SGPD = FourCc.of("sgpd");
  private static final FourCc SBGP = FourCc.of("sbgp");
  private static final FourCc SEIG = FourCc.of("seig");
  private static final FourCc SAIZ = FourCc.of("saiz");
  private static final FourCc SAIO = FourCc.of("saio");
  private static final FourCc SENC = FourCc.of("senc");

  private static final int DATA_OFFSET_FLAG = 0x1;

  /** Of {@code trun}, from the box's start: header, version, flags, count. */
  private static final int BEFORE_DATA_OFFSET = 16;

  /** Of {@code senc}: samples have subsamples. */
  private static final int SUBSAMPLES = 0x2;

  /** The first group that the fragment itself describes: ISO/IEC 14496-12, section 8.9.4. */
  private static final int OWN_GROUP = 0x10001;

  private final BoxWriter out = new BoxWriter();
  private final List<Integer> dataOffsets = new ArrayList<>(); // where they were written
  private final List<List<Subsample>> subsamples;
  private final Optional<Protection> group;
  private final int sampleCount;

  private ProtectedFragment(
      int sampleCount, List<List<Subsample>> subsamples, Optional<Protection> group) {
    this.sampleCount = sampleCount;
    this.subsamples = subsamples;
    this.group = group;
  }

  /**
   * A copy with the samples in clear, each as far from the end as it was. What of {@code mdat} is
   * no sample comes out as zeros.
   *
   * @param subsamples of each sample, or none where each is protected as a whole
   * @param group how all samples are protected, if not as the header says
   */
  public static byte[] write(
      ByteBuffer fragment,
      SampleLayout layout,
      List<List<Subsample>> subsamples,
      Optional<Protection> group)
      throws MalformedBoxException {
    ByteBuffer bytes = fragment.slice();
    Extent moof = layout.moof();
    ProtectedFragment written = new ProtectedFragment(layout.samples().size(), subsamples, group);
    written.moof(SampleLayout.content(bytes, BoxHeader.in(bytes, moof.offset(), moof.end())));
    int growth = written.out.position() - moof.size();
    written.move(growth);
    byte[] whole = new byte[bytes.capacity() + growth];
    ByteBuffer copy = ByteBuffer.wrap(whole);
    copy.put(bytes.slice(0, moof.offset())).put(written.out.written());
    BoxHeader mdat = BoxHeader.in(bytes, layout.mdat().offset(), layout.mdat().end());
    copy.put(bytes.slice(moof.end(), mdat.headerSize()));
    for (Extent sample : layout.samples()) {
      copy.put(sample.offset() + growth, bytes, sample.offset(), sample.size());
    }
    int end = layout.mdat().end();
    copy.put(end + growth, bytes, end, bytes.capacity() - end);
    return whole;
  }

  private void moof(Box moof) throws MalformedBoxException {
    out.begin(MOOF);
    for (Box child : moof.children()) {
      if (child.type().equals(TRAF)) {
        traf(child);
      } else {
        out.copy(child);
      }
    }
    out.end();
  }

  private void traf(Box traf) throws MalformedBoxException {
    out.begin(TRAF);
    for (Box child : traf.children()) {
      if (child.type().equals(TRUN) && (child.content().rest().getInt(0) & DATA_OFFSET_FLAG) != 0) {
        dataOffsets.add(out.position() + BEFORE_DATA_OFFSET);
      }
      out.copy(child);
    }
    group.ifPresent(this::group);
    if (subsamples.isEmpty()) {
      // Nothing to tell, but readers (ffmpeg's) take it for what says that samples are encrypted.
      out.begin(SENC, 0, 0).u32(sampleCount).end();
    } else {
      auxiliary();
    }
    out.end();
  }

  /** That all samples are protected otherwise: ISO/IEC 14496-12, section 8.9. */
  private void group(Protection protection) {
    out.begin(SGPD, 1, 0).fourCc(SEIG).u32(Protection.WRITTEN_BYTES).u32(1);
    protection.write(out);
    out.end();
    out.begin(SBGP, 0, 0).fourCc(SEIG).u32(1).u32(sampleCount).u32(OWN_GROUP).end();
  }

  /** What is clear in each sample, how much was said of each, and where. */
  private void auxiliary() {
    out.begin(SAIZ, 0, 0).u8(0).u32(sampleCount);
    subsamples.forEach(sample -> out.u8(Short.BYTES + sample.size() * Subsample.WRITTEN_BYTES));
    out.end();
    out.begin(SAIO, 0, 0).u32(1);
    int offset = out.position();
    out.u32(0).end();
    out.begin(SENC, 0, SUBSAMPLES).u32(sampleCount);
    out.replace(offset, out.position());
    for (List<Subsample> sample : subsamples) {
      out.u16(sample.size());
      sample.forEach(part -> out.u16(part.clearBytes()).u32(part.protectedBytes()));
    }
    out.end();
  }

  private void move(int growth) throws MalformedBoxException {
    ByteBuffer moof = out.written();
    for (int at : dataOffsets) {
      long moved = (long) moof.getInt(at) + growth;
      if (moved != (int) moved) {
        throw MalformedBoxException.of("trun data_offset", moof.getInt(at), "less");
      }
      out.replace(at, (int) moved);
    }
  }
}
