package dev.headwater.media.encryption;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.media.isobmff.Boxes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * Another reading of ISO/IEC 23001-7, to hold what is written against: what a player does with a
 * protected fragment. Confined to one thread.
 */
final class CbcsDecryptor {
  private static final int BLOCK = 16;

  /** What tenc says, or seig: sections 8.2.2 and 6. */
  private record Parameters(int crypt, int skip, UUID keyId, ByteBuffer vector) {
    /** From the pattern on, which is the second byte of both. */
    static Parameters read(ByteBuffer fields) {
      int pattern = fields.get() & 0xFF;
      assertThat(fields.get()).as("isProtected").isOne();
      assertThat(fields.get()).as("Per_Sample_IV_Size").isZero();
      UUID keyId = new UUID(fields.getLong(), fields.getLong());
      ByteBuffer vector = fields.slice(fields.position() + 1, fields.get(fields.position()));
      return new Parameters(pattern >> 4, pattern & 15, keyId, vector);
    }
  }

  private final Parameters declared;
  private final Map<UUID, byte[]> keys;

  CbcsDecryptor(byte[] header, Map<UUID, byte[]> keys) throws Exception {
    byte[] stsd = descend(header, "moov", "trak", "mdia", "minf", "stbl", "stsd");
    byte[] entry = Boxes.of(content(stsd, 8)).getFirst();
    byte[] boxes = content(entry, Boxes.type(entry).equals("encv") ? 78 : 28);
    this.declared = Parameters.read(fields(descend(boxes, "sinf", "schi", "tenc"), 4 + 1));
    this.keys = keys;
  }

  /** The samples in clear, one after the other. */
  byte[] samples(byte[] fragment) throws Exception {
    byte[] moof = Boxes.only(fragment, "moof");
    int base = start(fragment, "moof");
    byte[] traf = descend(moof, "moof", "traf");
    List<byte[]> samples = places(fragment, base, traf);
    Parameters parameters = group(traf).orElse(declared);
    List<int[]> parts = parts(fragment, base, traf);
    for (int i = 0; i < samples.size(); i++) {
      byte[] sample = samples.get(i);
      decrypt(parameters, sample, parts.isEmpty() ? new int[] {0, sample.length} : parts.get(i));
    }
    return Boxes.join(samples.toArray(byte[][]::new));
  }

  /** The KID that the fragment names itself. */
  static Optional<UUID> keyId(byte[] fragment) {
    return group(descend(Boxes.only(fragment, "moof"), "moof", "traf")).map(Parameters::keyId);
  }

  private void decrypt(Parameters parameters, byte[] sample, int[] parts) throws Exception {
    int at = 0;
    for (int i = 0; i < parts.length; i += 2) {
      at += parts[i];
      byte[] range = Arrays.copyOfRange(sample, at, at + parts[i + 1]);
      decrypt(parameters, range);
      System.arraycopy(range, 0, sample, at, range.length);
      at += range.length;
    }
    assertThat(at).as("bytes of subsamples").isEqualTo(sample.length);
  }

  /** Section 10.4.2: chained through the encrypted blocks of one range only. */
  private void decrypt(Parameters parameters, byte[] range) throws Exception {
    Cipher ecb = Cipher.getInstance("AES/ECB/NoPadding");
    ecb.init(Cipher.DECRYPT_MODE, new SecretKeySpec(keys.get(parameters.keyId), "AES"));
    byte[] previous = new byte[BLOCK];
    parameters.vector.get(0, previous);
    boolean isWhole = parameters.skip == 0;
    for (int block = 0; (block + 1) * BLOCK <= range.length; block++) {
      if (isWhole || block % (parameters.crypt + parameters.skip) < parameters.crypt) {
        byte[] encrypted = Arrays.copyOfRange(range, block * BLOCK, (block + 1) * BLOCK);
        byte[] plain = ecb.doFinal(encrypted);
        for (int i = 0; i < BLOCK; i++) {
          range[block * BLOCK + i] = (byte) (plain[i] ^ previous[i]);
        }
        previous = encrypted;
      }
    }
  }

  private static Optional<Parameters> group(byte[] traf) {
    byte[] sgpd = Boxes.only(content(traf, 0), "sgpd");
    if (sgpd.length == 0) {
      return Optional.empty();
    }
    ByteBuffer toGroup = fields(Boxes.only(content(traf, 0), "sbgp"), 4);
    assertThat(toGroup.getInt()).isEqualTo(0x73656967); // seig
    assertThat(toGroup.getInt()).as("entries").isOne();
    assertThat(toGroup.getInt()).as("samples").isEqualTo(sampleCount(traf));
    assertThat(toGroup.getInt()).as("group").isEqualTo(0x10001);
    return Optional.of(Parameters.read(fields(sgpd, 16 + 1)));
  }

  /** Clear and protected bytes in turns, of each sample: from where saio says, as saiz says. */
  private static List<int[]> parts(byte[] fragment, int base, byte[] traf) {
    byte[] saiz = Boxes.only(content(traf, 0), "saiz");
    if (saiz.length == 0) {
      return List.of();
    }
    ByteBuffer sizes = fields(saiz, 4);
    assertThat(sizes.get()).as("default size").isZero();
    ByteBuffer offset = fields(Boxes.only(content(traf, 0), "saio"), 4);
    assertThat(offset.getInt()).as("offsets").isOne();
    ByteBuffer info = ByteBuffer.wrap(fragment).position(base + offset.getInt());
    List<int[]> parts = new ArrayList<>();
    for (int left = sizes.getInt(); left > 0; left--) {
      int size = sizes.get() & 0xFF;
      int[] part = new int[2 * (info.getShort() & 0xFFFF)];
      assertThat(size).as("size of a sample's information").isEqualTo(2 + 3 * part.length);
      for (int i = 0; i < part.length; i += 2) {
        part[i] = info.getShort() & 0xFFFF;
        part[i + 1] = info.getInt();
      }
      parts.add(part);
    }
    return parts;
  }

  private static List<byte[]> places(byte[] fragment, int base, byte[] traf) {
    ByteBuffer tfhd = fields(Boxes.only(content(traf, 0), "tfhd"), 0);
    int flags = tfhd.getInt();
    int common = 0;
    if ((flags & 0x10) != 0) {
      int before = 4 * Integer.bitCount(flags & (0x2 | 0x8));
      common = tfhd.getInt(4 + 4 + before);
    }
    List<byte[]> samples = new ArrayList<>();
    for (byte[] box : Boxes.of(content(traf, 0))) {
      if (Boxes.type(box).equals("trun")) {
        ByteBuffer trun = fields(box, 0);
        int of = trun.getInt();
        int count = trun.getInt();
        int at = base + trun.getInt(); // present, as CMAF wants it
        trun.position(trun.position() + ((of & 0x4) == 0 ? 0 : 4));
        for (int i = 0; i < count; i++) {
          trun.position(trun.position() + ((of & 0x100) == 0 ? 0 : 4));
          int size = (of & 0x200) == 0 ? common : trun.getInt();
          trun.position(trun.position() + 4 * Integer.bitCount(of & 0xC00));
          samples.add(Arrays.copyOfRange(fragment, at, at + size));
          at += size;
        }
      }
    }
    return samples;
  }

  private static int sampleCount(byte[] traf) {
    return Boxes.of(content(traf, 0)).stream()
        .filter(box -> Boxes.type(box).equals("trun"))
        .mapToInt(box -> fields(box, 4).getInt())
        .sum();
  }

  private static int start(byte[] fragment, String type) {
    int at = 0;
    for (byte[] box : Boxes.of(fragment)) {
      if (Boxes.type(box).equals(type)) {
        break;
      }
      at += box.length;
    }
    return at;
  }

  private static byte[] descend(byte[] boxes, String... path) {
    byte[] inside = boxes;
    byte[] box = boxes;
    for (String step : path) {
      box = Boxes.only(inside, step);
      inside = content(box, 0);
    }
    return box;
  }

  private static byte[] content(byte[] box, int skip) {
    return Arrays.copyOfRange(box, 8 + skip, box.length);
  }

  private static ByteBuffer fields(byte[] box, int skip) {
    return ByteBuffer.wrap(content(box, skip));
  }
}
