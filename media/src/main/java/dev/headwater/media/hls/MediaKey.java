package dev.headwater.media.hls;

import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * EXT-X-KEY: how media is encrypted, and where its key is (draft-pantos-hls-rfc8216bis, section
 * 4.4.4.4). METHOD=NONE is the absence of keys. Immutable.
 *
 * @param method METHOD
 * @param uri URI: where the key is
 * @param initializationVector IV: 32 hexadecimal digits; where absent, AES-128 takes the media
 *     sequence number of the segment
 * @param keyFormat KEYFORMAT: how the key is represented
 * @param keyFormatVersions KEYFORMATVERSIONS
 */
public record MediaKey(
    Method method,
    String uri,
    Optional<String> initializationVector,
    String keyFormat,
    Optional<String> keyFormatVersions) {
  /** The KEYFORMAT of 16 plain bytes, which is meant where none is said. */
  public static final String IDENTITY = "identity";

  /** METHOD. */
  public enum Method {
    /** Whole segments: CBC with PKCS #7 padding. */
    AES_128("AES-128"),
    /** Samples, for fragmented MP4 by the scheme cbcs. */
    SAMPLE_AES("SAMPLE-AES"),
    /** Samples of fragmented MP4, by the scheme cenc. */
    SAMPLE_AES_CTR("SAMPLE-AES-CTR");

    private final String text;

    Method(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }
  }

  public MediaKey {
    Syntax.quotable("URI", uri);
    Syntax.quotable("KEYFORMAT", keyFormat);
    keyFormatVersions.ifPresent(versions -> Syntax.quotable("KEYFORMATVERSIONS", versions));
    initializationVector.ifPresent(vector ->
        Syntax.require(
            vector.matches("[0-9a-f]{32}"), "IV: " + vector + " (expected: 32 digits 0-9a-f)"));
  }

  /** Of several that apply at once: by KEYFORMAT, of which each may stand once. */
  static List<MediaKey> inOrder(List<MediaKey> keys) {
    if (keys.size() < 2) {
      return List.copyOf(keys);
    }
    List<MediaKey> ordered =
        keys.stream().sorted(Comparator.comparing(MediaKey::keyFormat)).toList();
    for (int i = 1; i < ordered.size(); i++) {
      String format = ordered.get(i).keyFormat();
      Syntax.require(
          !format.equals(ordered.get(i - 1).keyFormat()),
          "EXT-X-KEY: two of KEYFORMAT " + format + " (expected: one)");
    }
    return ordered;
  }

  /**
   * A key of samples, given out as its 16 bytes; runs of encrypted blocks begin from the vector.
   */
  public static MediaKey ofSamples(String uri, byte[] vector) {
    return new MediaKey(
        Method.SAMPLE_AES,
        uri,
        Optional.of(HexFormat.of().formatHex(vector)),
        IDENTITY,
        Optional.empty());
  }

  /** A key of whole segments, given out as its 16 bytes; each segment's number makes its vector. */
  public static MediaKey ofSegments(String uri) {
    return new MediaKey(Method.AES_128, uri, Optional.empty(), IDENTITY, Optional.empty());
  }
}
