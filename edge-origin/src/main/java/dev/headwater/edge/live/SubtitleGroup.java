package dev.headwater.edge.live;

import dev.headwater.edge.live.timeline.Rendition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the multivariant playlist says of subtitles (draft-pantos-hls-rfc8216bis, section 4.4.6.1):
 * none is shown unless a viewer wants it, or has set the player so. Pure.
 */
final class SubtitleGroup {
  static final String ID = "subtitles";

  private SubtitleGroup() {}

  static List<dev.headwater.media.hls.Rendition> of(List<Rendition> tracks, String query) {
    List<dev.headwater.media.hls.Rendition> group = new ArrayList<>();
    for (Rendition one : tracks) {
      Optional<String> language = LiveMultivariant.language(one);
      group.add(
          new dev.headwater.media.hls.Rendition(
              dev.headwater.media.hls.Rendition.Type.SUBTITLES,
              ID,
              LiveMultivariant.name(language, "Subtitles", group),
              Optional.of(LiveMultivariant.uri(one, query)),
              language,
              false,
              true,
              false,
              Optional.empty(),
              Optional.empty()));
    }
    return group;
  }
}
