package dev.headwater.media.encryption;

import dev.headwater.media.isobmff.MalformedBoxException;
import dev.headwater.media.isobmff.ProtectedFragment;
import dev.headwater.media.isobmff.ProtectedHeader;
import dev.headwater.media.isobmff.Protection;
import dev.headwater.media.isobmff.Protection.Pattern;
import dev.headwater.media.isobmff.SampleDefaults;
import dev.headwater.media.isobmff.SampleDescription;
import dev.headwater.media.isobmff.SampleLayout;
import dev.headwater.media.isobmff.SampleLayout.Extent;
import dev.headwater.media.isobmff.Subsample;
import dev.headwater.media.nal.MalformedNalUnitException;
import dev.headwater.media.nal.NalCodec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
  private final SampleDefaults defaults;
  private final Protection declared;
  private final Optional<NalCodec> codec; // of pictures

  private ProtectedTrack(
      ByteBuffer header, SampleDefaults defaults, Protection declared, Optional<NalCodec> codec) {
    this.header = header;
    this.defaults = defaults;
    this.declared = declared;
    this.codec = codec;
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
    SampleDescription description = SampleDescription.read(header);
    if (description.protection().isPresent()) {
      throw MalformedBoxException.of("sample entry", "protected", "one in clear");
    }
    Protection protection = defaultKey.protection(pattern(description));
    ByteBuffer written = ProtectedHeader.write(header, description, protection);
    return new ProtectedTrack(written, description.defaults(), protection, codec(description));
  }

  /**
   * A track whose fragments go on below a header that was protected here before.
   *
   * @param header what {@link #header} gave then
   */
  public static ProtectedTrack goingOn(ByteBuffer header) throws MalformedBoxException {
    SampleDescription description = SampleDescription.read(header);
    Pattern pattern = pattern(description);
    Protection declared =
        description
            .protection()
            .filter(protection -> protection.pattern().equals(pattern))
            .orElseThrow(() ->
                MalformedBoxException.of(
                    "sample entry", description.protection(), "cbcs with " + pattern));
    return new ProtectedTrack(header.slice(), description.defaults(), declared, codec(description));
  }

  private static Pattern pattern(SampleDescription description) {
    return description.isVideo() ? Pattern.PICTURES : Pattern.WHOLE;
  }

  private static Optional<NalCodec> codec(SampleDescription description)
      throws MalformedBoxException {
    if (!description.isVideo()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          switch (description.format()) {
            case "avc1", "avc3" -> NalCodec.avc(description.configuration());
            case "hvc1", "hev1" -> NalCodec.hevc(description.configuration());
            default ->
                throw MalformedBoxException.of(
                    "sample entry", description.format(), "avc1, avc3, hvc1 or hev1");
          });
    } catch (MalformedNalUnitException e) {
      throw MalformedBoxException.of("sample entry", e);
    }
  }

  /** The protected header: read-only, with a position of the caller's own. */
  public ByteBuffer header() {
    return header.asReadOnlyBuffer();
  }

  /**
   * A header that names another key, for fragments under that key alone: players of HLS know but
   * one key for each {@code EXT-X-MAP}. Fragments are the same below either.
   */
  public ByteBuffer header(CbcsKey key) throws MalformedBoxException {
    Protection protection = key.protection(declared.pattern());
    return ProtectedHeader.write(header, SampleDescription.read(header), protection);
  }

  /**
   * Encrypts a fragment. Boxes around {@code moof} and {@code mdat} stay as they are; so does the
   * fragment that was given.
   *
   * @param fragment as in {@link dev.headwater.media.isobmff.CmafPiece.Fragment}, in clear
   * @throws MalformedBoxException if it can't be taken apart, down to the headers of its slices
   */
  public Fragment protect(ByteBuffer fragment, CbcsKey key) throws MalformedBoxException {
    SampleLayout layout = SampleLayout.read(fragment, defaults);
    Optional<NalSamples> nals = codec.map(NalSamples::new);
    List<List<Subsample>> subsamples =
        nals.isPresent() ? part(fragment.slice(), layout, nals.get()) : List.of();
    Protection protection = key.protection(declared.pattern());
    byte[] bytes =
        ProtectedFragment.write(
            fragment,
            layout,
            subsamples,
            Optional.of(protection).filter(own -> !own.equals(declared)));
    int growth = bytes.length - fragment.remaining();
    encrypt(bytes, growth, layout, subsamples, new PatternCipher(key, declared.pattern()));
    ProtectedTrack next =
        new ProtectedTrack(header, defaults, declared, nals.map(NalSamples::codec));
    return new Fragment(ByteBuffer.wrap(bytes), next);
  }

  private static List<List<Subsample>> part(
      ByteBuffer fragment, SampleLayout layout, NalSamples nals) throws MalformedBoxException {
    List<List<Subsample>> parts = new ArrayList<>();
    for (Extent sample : layout.samples()) {
      parts.add(nals.part(fragment.slice(sample.offset(), sample.size())));
    }
    return parts;
  }

  /** In place, the samples of a layout whose places moved by {@code growth}. */
  private static void encrypt(
      byte[] bytes,
      int growth,
      SampleLayout layout,
      List<List<Subsample>> subsamples,
      PatternCipher cipher) {
    for (int i = 0; i < layout.samples().size(); i++) {
      Extent sample = layout.samples().get(i);
      int at = sample.offset() + growth;
      if (subsamples.isEmpty()) {
        cipher.encrypt(bytes, at, sample.size());
        continue;
      }
      for (Subsample part : subsamples.get(i)) {
        at += part.clearBytes();
        cipher.encrypt(bytes, at, part.protectedBytes());
        at += part.protectedBytes();
      }
    }
  }
}
