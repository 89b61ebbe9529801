package dev.headwater.edge.live;

import dev.headwater.edge.live.timeline.Rendition;
import dev.headwater.edge.live.timeline.RenditionView;
import dev.headwater.edge.live.timeline.Segment;
import dev.headwater.media.hls.MultivariantPlaylist;
import dev.headwater.media.hls.VariantStream;
import dev.headwater.media.isobmff.Track;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Describes the renditions of one channel to players. Thread-safe. */
final class LiveMultivariant {
  /** The least that knows EXT-X-MAP beside whole segments: rfc8216bis, section 8. */
  private static final int VERSION = 6;

  private static final String AUDIO_GROUP = "audio";

  /** Digits that bit rates are rounded up to, so that the playlist seldom changes. */
  private static final MathContext ROUGH = new MathContext(2, RoundingMode.UP);

  /** Segments that may have become whole since the last look, and some more. */
  private static final int RECENT = 16;

  /** The highest bit rate that was seen of each rendition. */
  private final Map<String, Long> peaks = new ConcurrentHashMap<>();

  /**
   * Empty before any media was published.
   *
   * @param query that media playlists are asked for with; empty for all that there is
   */
  Optional<MultivariantPlaylist> of(Presentation live, List<Rendition> renditions, String query) {
    List<Rendition> video = new ArrayList<>();
    List<Rendition> audio = new ArrayList<>();
    List<Rendition> text = new ArrayList<>();
    for (Rendition rendition : renditions) {
      if (peak(live, rendition) > 0) {
        switch (rendition.track()) {
          case Track.Video _ -> video.add(rendition);
          case Track.Audio _ -> audio.add(rendition);
          case Track.Text _ -> text.add(rendition);
        }
      }
    }
    if (video.isEmpty() && audio.isEmpty()) {
      return Optional.empty();
    }
    audio.sort(Comparator.comparing(Rendition::id));
    text.sort(Comparator.comparing(Rendition::id));
    List<Rendition> sound = video.isEmpty() ? List.of() : audio;
    List<VariantStream> variants =
        (video.isEmpty() ? audio : video)
            .stream()
                .map(rendition -> variant(live, rendition, sound, !text.isEmpty(), query))
                .sorted(Comparator.comparingLong(VariantStream::bandwidth).reversed())
                .toList();
    List<dev.headwater.media.hls.Rendition> groups = new ArrayList<>(group(sound, query));
    groups.addAll(SubtitleGroup.of(text, query));
    return Optional.of(new MultivariantPlaylist(VERSION, true, groups, variants));
  }

  private static List<dev.headwater.media.hls.Rendition> group(
      List<Rendition> audio, String query) {
    List<dev.headwater.media.hls.Rendition> group = new ArrayList<>();
    for (Rendition rendition : audio) {
      Track.Audio track = (Track.Audio) rendition.track();
      boolean first = group.isEmpty();
      group.add(
          new dev.headwater.media.hls.Rendition(
              dev.headwater.media.hls.Rendition.Type.AUDIO,
              AUDIO_GROUP,
              name(track.language(), "Audio", group),
              Optional.of(uri(rendition, query)),
              track.language(),
              first,
              true,
              false,
              Optional.of(Integer.toString(track.channels())),
              Optional.empty()));
    }
    return group;
  }

  /** What people call its language, unlike any other of the group. */
  static String name(
      Optional<String> tag, String otherwise, List<dev.headwater.media.hls.Rendition> group) {
    String language =
        tag.map(one -> Locale.forLanguageTag(one).getDisplayLanguage(Locale.ENGLISH))
            .orElse(otherwise);
    boolean taken = group.stream().anyMatch(other -> other.name().equals(language));
    return taken ? language + " " + (group.size() + 1) : language;
  }

  /** Of what is spoken or read in a rendition; empty where it isn't said. */
  static Optional<String> language(Rendition rendition) {
    return switch (rendition.track()) {
      case Track.Audio audio -> audio.language();
      case Track.Text text -> text.language();
      case Track.Video _ -> Optional.empty();
    };
  }

  private VariantStream variant(
      Presentation live,
      Rendition rendition,
      List<Rendition> audio,
      boolean subtitled,
      String query) {
    long loudest = audio.stream().mapToLong(one -> peak(live, one)).max().orElse(0);
    return new VariantStream(
        uri(rendition, query),
        peak(live, rendition) + loudest,
        OptionalLong.empty(),
        Stream.concat(Stream.of(rendition), audio.stream())
            .map(one -> one.track().codec())
            .distinct()
            .toList(),
        rendition.track() instanceof Track.Video picture
            ? Optional.of(picture.resolution())
            : Optional.empty(),
        Optional.empty(),
        audio.isEmpty() ? Optional.empty() : Optional.of(AUDIO_GROUP),
        subtitled ? Optional.of(SubtitleGroup.ID) : Optional.empty());
  }

  static String uri(Rendition rendition, String query) {
    return rendition.id() + "/index.m3u8" + query;
  }

  /** The highest bit rate of each rendition that media was published of. */
  Map<Rendition, Long> rates(Presentation live, List<Rendition> renditions) {
    Map<Rendition, Long> rates = new LinkedHashMap<>();
    for (Rendition rendition : renditions) {
      long rate = peak(live, rendition);
      if (rate > 0) {
        rates.put(rendition, rate);
      }
    }
    return rates;
  }

  /** In bits a second, of segments that are there, or were; 0 before there is any. */
  private long peak(Presentation live, Rendition rendition) {
    boolean first = !peaks.containsKey(rendition.id());
    long now = live.view(rendition.id()).map(view -> measured(view, first)).orElse(0L);
    return now == 0 && first ? 0 : peaks.merge(rendition.id(), now, Math::max);
  }

  private static long measured(RenditionView view, boolean all) {
    List<Segment> segments = view.segments();
    long peak =
        segments.subList(all ? 0 : Math.max(0, segments.size() - RECENT), segments.size()).stream()
            .mapToLong(segment -> rate(segment.lengthBytes(), segment.duration()))
            .max()
            .orElse(0);
    if (peak == 0 && view.open().isPresent()) {
      long length =
          view.open().get().parts().stream().mapToLong(part -> part.bytes().length()).sum();
      peak = rate(length, view.open().get().duration());
    }
    return new BigDecimal(peak).round(ROUGH).longValueExact();
  }

  private static long rate(long bytes, Duration duration) {
    return duration.isPositive() ? bytes * 8_000_000 / (duration.toNanos() / 1000) : 0;
  }
}
