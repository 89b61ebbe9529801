package dev.headwater.media.dash;

import java.util.List;
import java.util.Optional;

/**
 * AdaptationSet: representations between which a client may switch at any segment (ISO/IEC 23009-1,
 * section 5.3.3). Immutable.
 *
 * @param contentType what they are
 * @param language lang: an RFC 5646 tag
 * @param aligned segmentAlignment: segments of different representations never overlap
 * @param independent startWithSAP: each segment decodes from its first sample
 * @param representations in their order, at least one
 * @param protection of all of them, by one key; empty where they are in clear. Sets of pictures
 *     with keys of their own say of each other that clients may switch there (section 5.3.3.5)
 */
public record AdaptationSet(
    ContentType contentType,
    Optional<String> language,
    boolean aligned,
    boolean independent,
    List<Representation> representations,
    Optional<ContentProtection> protection) {

  /** contentType. */
  public enum ContentType {
    VIDEO("video", "video/mp4"),
    AUDIO("audio", "audio/mp4"),
    TEXT("text", "text/vtt");

    private final String text;
    private final String mimeType;

    ContentType(String text, String mimeType) {
      this.text = text;
      this.mimeType = mimeType;
    }

    /** As the MPD writes it. */
    public String text() {
      return text;
    }

    /** mimeType of its segments: CMAF, and WebVTT files. */
    String mimeType() {
      return mimeType;
    }
  }

  public AdaptationSet {
    representations = List.copyOf(representations);
    if (representations.isEmpty()) {
      throw new IllegalArgumentException("representations: 0 (expected: at least 1)");
    }
  }

  /** In clear. */
  public AdaptationSet(
      ContentType contentType,
      Optional<String> language,
      boolean aligned,
      boolean independent,
      List<Representation> representations) {
    this(contentType, language, aligned, independent, representations, Optional.empty());
  }

  /** Whether clients switch to its representations from those of others, which have other keys. */
  boolean isSwitchable() {
    return contentType == ContentType.VIDEO && protection.isPresent();
  }
}
