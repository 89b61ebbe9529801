package dev.headwater.media.hls;

import java.util.List;

/** A multivariant or a media playlist. Immutable. */
public sealed interface Playlist permits MultivariantPlaylist, MediaPlaylist {
  /** EXT-X-VERSION: section 4.4.1.2. */
  int version();

  /** EXT-X-INDEPENDENT-SEGMENTS, section 4.4.2.1: each segment decodes without another one. */
  boolean independentSegments();

  /** The playlist file: UTF-8 text, lines ended by a line feed. */
  String text();

  /**
   * Parses a playlist of either kind; what it is, its tags say. Comments and unknown tags are
   * ignored.
   */
  static Playlist parse(String text) throws PlaylistException {
    List<Line> lines = PlaylistLines.of(text);
    boolean multivariant =
        lines.stream()
            .anyMatch(line ->
                line instanceof Line.Tagged tagged
                    && tagged.tag().place() == Tag.Place.MULTIVARIANT);
    return multivariant ? MultivariantParser.parse(lines) : MediaParser.parse(lines);
  }
}
