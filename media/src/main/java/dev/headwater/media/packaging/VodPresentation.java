package dev.headwater.media.packaging;

import dev.headwater.media.Ticks;
import dev.headwater.media.dash.Mpd;
import dev.headwater.media.hls.MediaKey;
import dev.headwater.media.hls.MediaPlaylist;
import dev.headwater.media.hls.MultivariantPlaylist;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A finished presentation: renditions that are played together, and the playlists and the MPD that
 * follow from them. Immutable.
 *
 * @param renditions at least one besides subtitles, with different ids; the first audio is the
 *     default one, and no two have one name, nor have two subtitles
 * @param keys of the renditions but subtitles by their ids, where their segments are encrypted
 *     whole
 */
public record VodPresentation(List<MeasuredRendition> renditions, Map<String, MediaKey> keys) {
  /** From here on, a duration is rounded up: as playlists round it, after it is in nanoseconds. */
  private static final Duration HALF_SECOND = Duration.ofMillis(500);

  public VodPresentation {
    renditions = List.copyOf(renditions);
    keys = Map.copyOf(keys);
    checkUnique("ids", renditions.stream().map(MeasuredRendition::id).toList());
    checkUnique(
        "names of audio",
        of(MeasuredRendition.Audio.class, renditions).map(MeasuredRendition.Audio::name).toList());
    checkUnique(
        "names of subtitles",
        of(MeasuredRendition.Text.class, renditions).map(MeasuredRendition.Text::name).toList());
    Set<String> ids =
        renditions.stream()
            .filter(rendition -> !(rendition instanceof MeasuredRendition.Text))
            .map(MeasuredRendition::id)
            .collect(Collectors.toSet());
    if (ids.isEmpty()) {
      throw new IllegalArgumentException("renditions besides subtitles: 0 (expected: at least 1)");
    }
    if (!keys.isEmpty() && !keys.keySet().equals(ids)) {
      throw new IllegalArgumentException("keys: " + keys.keySet() + " (expected: " + ids + ")");
    }
  }

  /** One that isn't encrypted. */
  public VodPresentation(List<MeasuredRendition> renditions) {
    this(renditions, Map.of());
  }

  /**
   * The same, with every segment encrypted whole.
   *
   * @param newKeys one for each rendition but subtitles, by its id
   */
  public VodPresentation encrypted(Map<String, MediaKey> newKeys) {
    return new VodPresentation(
        renditions.stream().map(MeasuredRendition::encrypted).toList(), newKeys);
  }

  List<MediaKey> keys(MeasuredRendition rendition) {
    MediaKey key = keys.get(rendition.id());
    return key == null ? List.of() : List.of(key);
  }

  private static void checkUnique(String what, List<String> values) {
    if (Set.copyOf(values).size() < values.size()) {
      throw new IllegalArgumentException(what + ": " + values + " (expected: all different)");
    }
  }

  /**
   * One for all renditions: draft-pantos-hls-rfc8216bis, section 6.2.4, wants the same in every
   * playlist.
   */
  public int targetDurationSeconds() {
    long rounded = longestSegment().duration().plus(HALF_SECOND).toSeconds();
    return Math.toIntExact(Math.max(1, rounded));
  }

  /** Of the longest rendition. */
  public Ticks duration() {
    return renditions.stream()
        .map(MeasuredRendition::duration)
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  public MultivariantPlaylist multivariantPlaylist() {
    return HlsDescription.multivariantPlaylist(this);
  }

  /**
   * Of one of the renditions.
   *
   * @throws IllegalArgumentException if it is not one of them
   */
  public MediaPlaylist mediaPlaylist(MeasuredRendition rendition) {
    if (!renditions.contains(rendition)) {
      throw new IllegalArgumentException(
          "rendition: " + rendition.id() + " (expected: one of the presentation)");
    }
    return HlsDescription.mediaPlaylist(this, rendition);
  }

  public Mpd mpd() {
    return DashDescription.mpd(this);
  }

  /**
   * Every text file of the package by its name, in the order to publish them: what refers comes
   * after what it refers to, the multivariant playlist last. There is no MPD where segments are
   * encrypted whole: DASH has nothing that says so.
   */
  public SequencedMap<String, String> files() {
    SequencedMap<String, String> files = new LinkedHashMap<>();
    for (MeasuredRendition rendition : renditions) {
      files.put(PackageLayout.mediaPlaylist(rendition.id()), mediaPlaylist(rendition).text());
    }
    if (keys.isEmpty()) {
      files.put(PackageLayout.MPD, mpd().text());
    }
    files.put(PackageLayout.MULTIVARIANT_PLAYLIST, multivariantPlaylist().text());
    return files;
  }

  Ticks longestSegment() {
    return renditions.stream()
        .flatMap(rendition -> rendition.segments().stream())
        .map(MeasuredSegment::duration)
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  /** Measured, of one of the renditions. */
  public SegmentBitRates bitRates(MeasuredRendition rendition) {
    return SegmentBitRates.of(rendition, targetDurationSeconds());
  }

  List<MeasuredRendition.Video> videos() {
    return of(MeasuredRendition.Video.class, renditions).toList();
  }

  List<MeasuredRendition.Audio> audios() {
    return of(MeasuredRendition.Audio.class, renditions).toList();
  }

  List<MeasuredRendition.Text> texts() {
    return of(MeasuredRendition.Text.class, renditions).toList();
  }

  private static <T extends MeasuredRendition> Stream<T> of(
      Class<T> kind, List<MeasuredRendition> renditions) {
    return renditions.stream().filter(kind::isInstance).map(kind::cast);
  }
}
