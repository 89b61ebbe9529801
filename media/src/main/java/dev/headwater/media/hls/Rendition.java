package dev.headwater.media.hls;

import java.util.Optional;

/**
 * EXT-X-MEDIA: one rendition of a group of alternatives (draft-pantos-hls-rfc8216bis, section
 * 4.4.6.1). Immutable.
 *
 * @param type TYPE
 * @param groupId GROUP-ID: what a variant stream names
 * @param name NAME: for people, unique in its group
 * @param uri URI of the media playlist; absent if the variant streams carry this rendition
 * @param language LANGUAGE: an RFC 5646 tag
 * @param isDefault DEFAULT: played unless the viewer chooses
 * @param autoselect AUTOSELECT: may be played because it fits the viewer's environment
 * @param forced FORCED: subtitles that are essential
 * @param channels CHANNELS: the number of audio channels, first
 * @param instreamId INSTREAM-ID: which closed captions of the segments
 */
public record Rendition(
    Type type,
    String groupId,
    String name,
    Optional<String> uri,
    Optional<String> language,
    boolean isDefault,
    boolean autoselect,
    boolean forced,
    Optional<String> channels,
    Optional<String> instreamId) {

  /** TYPE. */
  public enum Type {
    AUDIO("AUDIO"),
    VIDEO("VIDEO"),
    SUBTITLES("SUBTITLES"),
    CLOSED_CAPTIONS("CLOSED-CAPTIONS");

    private final String text;

    Type(String text) {
      this.text = text;
    }

    /** As the playlist writes it. */
    public String text() {
      return text;
    }
  }

  public Rendition {
    Syntax.quotable("GROUP-ID", groupId);
    Syntax.quotable("NAME", name);
    uri.ifPresent(value -> Syntax.quotable("URI", value));
    language.ifPresent(value -> Syntax.quotable("LANGUAGE", value));
    channels.ifPresent(value -> Syntax.quotable("CHANNELS", value));
    instreamId.ifPresent(value -> Syntax.quotable("INSTREAM-ID", value));
    Syntax.require(!isDefault || autoselect, "AUTOSELECT: NO (expected: YES where DEFAULT is YES)");
    Syntax.require(
        !forced || type == Type.SUBTITLES, "FORCED: YES (expected: only where TYPE is SUBTITLES)");
    Syntax.require(
        type != Type.SUBTITLES || uri.isPresent(), "URI: none (expected: one for SUBTITLES)");
    Syntax.require(
        type != Type.CLOSED_CAPTIONS || uri.isEmpty(),
        "URI: one (expected: none for CLOSED-CAPTIONS)");
    Syntax.require(
        (type == Type.CLOSED_CAPTIONS) == instreamId.isPresent(),
        "INSTREAM-ID: "
            + instreamId.orElse("none")
            + " (expected: for CLOSED-CAPTIONS, and only there)");
  }
}
