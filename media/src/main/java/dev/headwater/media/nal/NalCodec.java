package dev.headwater.media.nal;

import java.nio.ByteBuffer;

/**
 * Tells what of each NAL unit is the header of a slice, by the parameter sets that came before.
 * Immutable: a parameter set makes a new one.
 */
public sealed interface NalCodec permits AvcCodec, HevcCodec {
  /** Of the length before each NAL unit of a sample: 1 to 4. */
  int lengthBytes();

  /**
   * How many bytes of a NAL unit come before the first that has only slice data: all, where it is
   * no slice.
   *
   * @param nal one NAL unit, which is not moved
   * @throws MalformedNalUnitException if it is one of pictures that can't be taken apart, or refers
   *     to a parameter set that didn't come
   */
  int headerBytes(ByteBuffer nal) throws MalformedNalUnitException;

  /** The codec after a NAL unit of the stream: another one where that is a parameter set. */
  NalCodec after(ByteBuffer nal) throws MalformedNalUnitException;

  /**
   * Of H.264.
   *
   * @param configuration content of an {@code avcC} box (ISO/IEC 14496-15, section 5.3.3.1)
   */
  static NalCodec avc(ByteBuffer configuration) throws MalformedNalUnitException {
    return AvcCodec.configured(configuration);
  }

  /**
   * Of HEVC.
   *
   * @param configuration content of an {@code hvcC} box (ISO/IEC 14496-15, section 8.3.3.1)
   */
  static NalCodec hevc(ByteBuffer configuration) throws MalformedNalUnitException {
    return HevcCodec.configured(configuration);
  }
}
