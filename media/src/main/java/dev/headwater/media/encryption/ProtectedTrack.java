package dev.headwater.media.encryption;

import dev.headwater.media.isobmff.MalformedBoxException;
import java.nio.ByteBuffer;

/**
 * One CMAF track under Common Encryption, scheme {@code cbcs} (ISO/IEC 23001-7, section 10.4;
 * ISO/IEC 23000-19, section 8), as its fragments come: H.264 and HEVC, and sound of any codec.
 * Immutable: what a fragment changes is a new one.
 *
 * <p>A track has a default key, which its header names. Fragments under another one name it
 * themselves (sample group {@code seig}), so that keys take turns below one header.
 */
public final class ProtectedTrack {
  /**
   * A fragment under its key.
   *
   * @param bytes the fragment's boxes, the samples encrypted
   * @param next the track after it: parameter sets that the fragment bore hold for those that
   *     follow
   */
  public record Fragment(ByteBuffer bytes, ProtectedTrack next) {}

  private final ByteBuffer header;

  private ProtectedTrack(ByteBuffer header) {
    this.header = header;
  }

  /**
   * A track that begins.
   *
   * @param header as in {@link dev.headwater.media.isobmff.CmafPiece.Header}, in clear
   * @param defaultKey the one that the header is to name
   * @throws MalformedBoxException if it isn't one of a single track, or its codec can't be
   *     protected here (AV1 and others that aren't made of NAL units)
   */
  public static ProtectedTrack of(ByteBuffer header, CbcsKey defaultKey)
      throws MalformedBoxException {
    throw new UnsupportedOperationException(defaultKey.toString());
  }

  /**
   * A track whose fragments go on below a header that was protected here before.
   *
   * @param header what {@link #header} gave then
   */
  public static ProtectedTrack goingOn(ByteBuffer header) throws MalformedBoxException {
    return new ProtectedTrack(header.asReadOnlyBuffer());
  }

  /** The protected header: read-only, with a position of the caller's own. */
  public ByteBuffer header() {
    return header.asReadOnlyBuffer();
  }

  /**
   * Encrypts a fragment. Boxes around {@code moof} and {@code mdat} stay as they are; so does the
   * fragment that was given.
   *
   * @param fragment as in {@link dev.headwater.media.isobmff.CmafPiece.Fragment}, in clear
   * @throws MalformedBoxException if it can't be taken apart, down to the headers of its slices
   */
  public Fragment protect(ByteBuffer fragment, CbcsKey key) throws MalformedBoxException {
    throw new UnsupportedOperationException(key.toString());
  }
}
