package dev.headwater.edge;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A CMAF track of WebVTT (ISO/IEC 14496-30), a sample of half a second each. */
final class SyntheticText {
  private static final int MILLIS = 1_000;
  private static final int SAMPLE_MILLIS = 500;

  private SyntheticText() {}

  /** In German, by {@code mdhd}. */
  static byte[] header() {
    byte[] language = {0x10, (byte) 0xB5, 0, 0}; // deu
    byte[] mdia =
        box(
            "mdia",
            box("mdhd", u32(0, 0, 0, MILLIS, 0), language),
            box("hdlr", u32(0, 0), utf8("text"), u32(0, 0, 0), new byte[1]),
            box("minf", box("stbl", box("stsd", u32(0, 1), entry()))));
    return joined(
        box("ftyp", utf8("cmfc"), u32(0)),
        box(
            "moov",
            box("trak", box("tkhd", u32(0, 0, 0, 1, 0)), mdia),
            box("mvex", box("trex", u32(0, 1, 1, 0, 0, 0)))));
  }

  private static byte[] entry() {
    return box("wvtt", new byte[] {0, 0, 0, 0, 0, 0, 0, 1}, box("vttC", utf8("WEBVTT")));
  }

  /** Each sample shows a text; none where that is empty. */
  static byte[] fragment(int startMillis, String... texts) {
    byte[][] samples = new byte[texts.length][];
    ByteBuffer run = ByteBuffer.allocate(12 + 8 * texts.length).putInt(0x301).putInt(texts.length);
    run.putInt(0);
    for (int i = 0; i < texts.length; i++) {
      samples[i] = texts[i].isEmpty() ? box("vtte") : box("vttc", box("payl", utf8(texts[i])));
      run.putInt(SAMPLE_MILLIS).putInt(samples[i].length);
    }
    byte[] header = box("tfhd", u32(0x020000, 1));
    byte[] time = box("tfdt", u32(0, startMillis));
    int sizeOfMoof = 3 * 8 + header.length + time.length + run.capacity();
    run.putInt(8, sizeOfMoof + 8);
    byte[] moof = box("moof", box("traf", header, time, box("trun", run.array())));
    return joined(moof, box("mdat", samples));
  }

  private static byte[] box(String type, byte[]... content) {
    byte[] all = joined(content);
    return joined(u32(8 + all.length), utf8(type), all);
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static byte[] u32(int... values) {
    ByteBuffer out = ByteBuffer.allocate(4 * values.length);
    for (int value : values) {
      out.putInt(value);
    }
    return out.array();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
