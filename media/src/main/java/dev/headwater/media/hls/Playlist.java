package dev.headwater.media.hls;

/** A multivariant or a media playlist. Immutable. */
public sealed interface Playlist permits MultivariantPlaylist, MediaPlaylist {
  /** EXT-X-VERSION: section 4.4.1.2. */
  int version();

  /** EXT-X-INDEPENDENT-SEGMENTS, section 4.4.2.1: each segment decodes without another one. */
  boolean independentSegments();

  /** The playlist file: UTF-8 text, lines ended by a line feed. */
  String text();
}
