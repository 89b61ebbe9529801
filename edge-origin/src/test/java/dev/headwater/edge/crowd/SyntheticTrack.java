package dev.headwater.edge.crowd;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;

/**
 * A CMAF track of pictures with right timestamps and noise in them: a fragment each third of a
 * second, each sixth with a key frame. Confined to one thread.
 */
public final class SyntheticTrack {
  /** Of the fixture's track, in which a picture lasts 1,000. */
  private static final int TIMESCALE = 24_000;

  private static final int SAMPLES = 8;
  private static final int SAMPLE_TICKS = TIMESCALE / 24;
  public static final int FRAGMENTS_OF_SEGMENT = 6;

  /** ISO/IEC 14496-12, section 8.8.3.1: depends on no other, or on others and is no key frame. */
  private static final int KEY_FRAME = 0x02000000;

  private static final int OTHER_FRAME = 0x01010000;

  /** From 1900 to 1970: RFC 5905, A.4. */
  private static final long NTP_TO_EPOCH = 2_208_988_800L;

  private final int sampleBytes;
  private int count;

  public SyntheticTrack(int fragmentBytes) {
    this.sampleBytes = fragmentBytes / SAMPLES;
  }

  /** The fixture {@code high} of the module media. */
  public static byte[] header() {
    try (InputStream in = SyntheticTrack.class.getResourceAsStream("init.mp4")) {
      return Objects.requireNonNull(in).readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The next one, stamped with this moment. */
  public byte[] fragment() {
    ByteBuffer out = ByteBuffer.allocate(256 + SAMPLES * (sampleBytes + 8));
    long start = (long) count * SAMPLES * SAMPLE_TICKS;
    producerTime(out, start);
    int moof = out.position();
    begin(out, "moof");
    sequence(out);
    int traf = begin(out, "traf");
    decodeTime(out, start);
    int offset = run(out, count % FRAGMENTS_OF_SEGMENT == 0);
    end(out, traf);
    end(out, moof);
    out.putInt(offset, out.position() - moof + 8);
    int mdat = begin(out, "mdat");
    out.position(out.position() + SAMPLES * sampleBytes);
    end(out, mdat);
    count++;
    byte[] bytes = new byte[out.flip().remaining()];
    out.get(bytes);
    return bytes;
  }

  /** The next ones, up to a key frame where none was left out. */
  public byte[] segment() {
    return fragments(FRAGMENTS_OF_SEGMENT);
  }

  /** The next ones, one after the other. */
  public byte[] fragments(int number) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 0; i < number; i++) {
      all.writeBytes(fragment());
    }
    return all.toByteArray();
  }

  private static void producerTime(ByteBuffer out, long start) {
    Instant now = Instant.now();
    int box = begin(out, "prft");
    out.putInt(0x01000000).putInt(1);
    out.putInt((int) (now.getEpochSecond() + NTP_TO_EPOCH));
    out.putInt((int) (((long) now.getNano() << Integer.SIZE) / 1_000_000_000L));
    out.putLong(start);
    end(out, box);
  }

  private void sequence(ByteBuffer out) {
    int box = begin(out, "mfhd");
    out.putInt(0).putInt(count + 1);
    end(out, box);
  }

  private static void decodeTime(ByteBuffer out, long start) {
    int header = begin(out, "tfhd");
    out.putInt(0x020018).putInt(1); // default-base-is-moof, a default duration and size
    out.putInt(SAMPLE_TICKS).putInt(0);
    end(out, header);
    int time = begin(out, "tfdt");
    out.putInt(0x01000000).putLong(start);
    end(out, time);
  }

  /** Where the offset of its data is to be written. */
  private int run(ByteBuffer out, boolean independent) {
    int box = begin(out, "trun");
    out.putInt(0x000601).putInt(SAMPLES); // with an offset, and sizes and flags of samples
    int offset = out.position();
    out.putInt(0);
    for (int i = 0; i < SAMPLES; i++) {
      out.putInt(sampleBytes).putInt(independent && i == 0 ? KEY_FRAME : OTHER_FRAME);
    }
    end(out, box);
    return offset;
  }

  private static int begin(ByteBuffer out, String type) {
    int at = out.position();
    out.putInt(0).put(type.getBytes(StandardCharsets.ISO_8859_1));
    return at;
  }

  private static void end(ByteBuffer out, int box) {
    out.putInt(box, out.position() - box);
  }
}
