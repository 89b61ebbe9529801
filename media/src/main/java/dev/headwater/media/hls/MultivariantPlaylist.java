package dev.headwater.media.hls;

import java.util.List;

/**
 * A multivariant playlist: the variant streams of a presentation and their alternative renditions
 * (draft-pantos-hls-rfc8216bis, section 4.4.6). Immutable.
 *
 * @param version EXT-X-VERSION
 * @param independentSegments EXT-X-INDEPENDENT-SEGMENTS
 * @param renditions EXT-X-MEDIA, in their order
 * @param variants EXT-X-STREAM-INF, in their order: a player may start with the first
 */
public record MultivariantPlaylist(
    int version,
    boolean independentSegments,
    List<Rendition> renditions,
    List<VariantStream> variants)
    implements Playlist {
  public MultivariantPlaylist {
    Syntax.atLeast("EXT-X-VERSION", version, 1);
    renditions = List.copyOf(renditions);
    variants = List.copyOf(variants);
  }

  /** Parses a playlist of this kind; comments and unknown tags are ignored. */
  public static MultivariantPlaylist parse(String text) throws PlaylistException {
    return MultivariantParser.parse(PlaylistLines.of(text));
  }

  @Override
  public String text() {
    return PlaylistWriter.write(this);
  }
}
