package dev.headwater.media.encryption;

import dev.headwater.media.isobmff.MalformedBoxException;
import dev.headwater.media.isobmff.Subsample;
import dev.headwater.media.nal.MalformedNalUnitException;
import dev.headwater.media.nal.NalCodec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Parts samples of NAL units: what follows the header of a slice is protected, all else is clear
 * (ISO/IEC 23000-19, section 8.2.3.1). Confined to one thread.
 */
final class NalSamples {
  private NalCodec codec;

  NalSamples(NalCodec codec) {
    this.codec = codec;
  }

  /** With the parameter sets of all samples so far. */
  NalCodec codec() {
    return codec;
  }

  List<Subsample> part(ByteBuffer sample) throws MalformedBoxException {
    ByteBuffer bytes = sample.slice();
    List<Subsample> parts = new ArrayList<>();
    int clear = 0;
    for (int at = 0; at < bytes.capacity(); ) {
      ByteBuffer nal = nal(bytes, at);
      int header = headerBytes(nal);
      int rest = nal.remaining() - header;
      clear += codec.lengthBytes() + header;
      if (rest > 0) {
        add(parts, clear, rest);
        clear = 0;
      }
      at += codec.lengthBytes() + nal.remaining();
    }
    if (clear > 0) {
      add(parts, clear, 0);
    }
    return parts;
  }

  private ByteBuffer nal(ByteBuffer bytes, int at) throws MalformedBoxException {
    int start = at + codec.lengthBytes();
    long length = 0;
    for (int i = at; i < Math.min(start, bytes.capacity()); i++) {
      length = length << 8 | (bytes.get(i) & 0xFF);
    }
    if (length > bytes.capacity() - start) {
      throw MalformedBoxException.of(
          "NAL unit at " + at, length + " bytes", "within its sample of " + bytes.capacity());
    }
    return bytes.slice(start, (int) length);
  }

  private int headerBytes(ByteBuffer nal) throws MalformedBoxException {
    try {
      codec = codec.after(nal);
      return codec.headerBytes(nal);
    } catch (MalformedNalUnitException e) {
      throw MalformedBoxException.of("sample", e);
    }
  }

  /** What is clear is told in pieces that their field has place for. */
  private static void add(List<Subsample> parts, int clear, int rest) throws MalformedBoxException {
    int left = clear;
    for (; left > Subsample.MAX_CLEAR_BYTES; left -= Subsample.MAX_CLEAR_BYTES) {
      parts.add(new Subsample(Subsample.MAX_CLEAR_BYTES, 0));
    }
    parts.add(new Subsample(left, rest));
    if (parts.size() > Subsample.MAX_COUNT) {
      throw MalformedBoxException.of(
          "sample",
          "more slices, and more in clear, than can be told",
          "<= " + Subsample.MAX_COUNT);
    }
  }
}
