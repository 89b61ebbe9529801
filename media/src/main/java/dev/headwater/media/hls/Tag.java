package dev.headwater.media.hls;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The tags known here (draft-pantos-hls-rfc8216bis, section 4.4), and where each may stand. */
enum Tag {
  VERSION("EXT-X-VERSION", Place.ANY, true),
  INDEPENDENT_SEGMENTS("EXT-X-INDEPENDENT-SEGMENTS", Place.ANY, true),
  START("EXT-X-START", Place.ANY, true),
  MEDIA("EXT-X-MEDIA", Place.MULTIVARIANT, false),
  STREAM_INF("EXT-X-STREAM-INF", Place.MULTIVARIANT, false),
  TARGETDURATION("EXT-X-TARGETDURATION", Place.MEDIA, true),
  MEDIA_SEQUENCE("EXT-X-MEDIA-SEQUENCE", Place.MEDIA, true),
  DISCONTINUITY_SEQUENCE("EXT-X-DISCONTINUITY-SEQUENCE", Place.MEDIA, true),
  PLAYLIST_TYPE("EXT-X-PLAYLIST-TYPE", Place.MEDIA, true),
  ENDLIST("EXT-X-ENDLIST", Place.MEDIA, true),
  PART_INF("EXT-X-PART-INF", Place.MEDIA, true),
  SERVER_CONTROL("EXT-X-SERVER-CONTROL", Place.MEDIA, true),
  EXTINF("EXTINF", Place.MEDIA, false),
  BYTERANGE("EXT-X-BYTERANGE", Place.MEDIA, false),
  DISCONTINUITY("EXT-X-DISCONTINUITY", Place.MEDIA, false),
  KEY("EXT-X-KEY", Place.MEDIA, false),
  MAP("EXT-X-MAP", Place.MEDIA, false),
  PROGRAM_DATE_TIME("EXT-X-PROGRAM-DATE-TIME", Place.MEDIA, false),
  GAP("EXT-X-GAP", Place.MEDIA, false),
  PART("EXT-X-PART", Place.MEDIA, false),
  DATERANGE("EXT-X-DATERANGE", Place.MEDIA, false),
  SKIP("EXT-X-SKIP", Place.MEDIA, true),
  PRELOAD_HINT("EXT-X-PRELOAD-HINT", Place.MEDIA, false),
  RENDITION_REPORT("EXT-X-RENDITION-REPORT", Place.MEDIA, false);

  /** The kind of playlist that a tag may stand in. */
  enum Place {
    ANY,
    MULTIVARIANT,
    MEDIA
  }

  private static final Map<String, Tag> BY_TEXT =
      Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Tag::text, Function.identity()));

  private final String text;
  private final String line;
  private final Place place;
  private final boolean once;

  Tag(String text, Place place, boolean once) {
    this.text = text;
    this.line = "#" + text;
    this.place = place;
    this.once = once;
  }

  static Optional<Tag> named(String text) {
    return Optional.ofNullable(BY_TEXT.get(text));
  }

  /** Without the number sign. */
  String text() {
    return text;
  }

  /** What a line with the tag begins with. */
  String line() {
    return line;
  }

  Place place() {
    return place;
  }

  /** Whether a playlist may hold it only once. */
  boolean once() {
    return once;
  }
}
