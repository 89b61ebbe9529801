package dev.headwater.media.packaging;

import dev.headwater.media.Ticks;
import dev.headwater.media.dash.Mpd;
import dev.headwater.media.dash.Period;
import dev.headwater.media.hls.MediaMap;
import dev.headwater.media.hls.MediaPlaylist;
import dev.headwater.media.hls.MediaSegment;
import dev.headwater.media.hls.MultivariantPlaylist;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * A finished presentation of runs that were encoded one after the other: in HLS, a discontinuity
 * and another initialization section before each but the first; in DASH, a period for each. The
 * runs of a rendition lie in folders of their own. Immutable.
 *
 * @param runs at least one, each with the same renditions in the same order, named as {@link
 *     #folder} has it
 */
public record JoinedPresentation(List<Run> runs) {

  /**
   * What was encoded without a break.
   *
   * @param at when its first segment was taken in
   */
  public record Run(VodPresentation presentation, Instant at) {
    List<MeasuredRendition> renditions() {
      return presentation.renditions();
    }
  }

  public JoinedPresentation {
    runs = List.copyOf(runs);
    if (runs.isEmpty()) {
      throw new IllegalArgumentException("runs: 0 (expected: at least 1)");
    }
    for (int run = 0; run < runs.size(); run++) {
      check(run, runs.getFirst().renditions(), runs.get(run).renditions());
    }
  }

  private static void check(
      int run, List<MeasuredRendition> first, List<MeasuredRendition> renditions) {
    List<String> expected = first.stream().map(one -> folder(one.id(), run)).toList();
    List<String> actual = renditions.stream().map(MeasuredRendition::id).toList();
    if (!actual.equals(expected)) {
      throw new IllegalArgumentException(
          "renditions of run %d: %s (expected: %s)".formatted(run, actual, expected));
    }
  }

  /**
   * Where a run of a rendition lies, which is what it is named there.
   *
   * @param run from 0
   */
  public static String folder(String renditionId, int run) {
    return run == 0 ? renditionId : renditionId + "--" + (run + 1);
  }

  /** As one, so far as players are told of it before they play. */
  public VodPresentation whole() {
    List<MeasuredRendition> joined = new ArrayList<>();
    for (int i = 0; i < first().renditions().size(); i++) {
      joined.add(joined(i));
    }
    return new VodPresentation(joined, first().keys());
  }

  private VodPresentation first() {
    return runs.getFirst().presentation();
  }

  private MeasuredRendition joined(int index) {
    List<MeasuredSegment> segments = new ArrayList<>();
    MeasuredRendition rendition = first().renditions().get(index);
    long timescale = rendition.track().timescale();
    for (Run run : runs) {
      for (MeasuredSegment segment : run.renditions().get(index).segments()) {
        segments.add(
            new MeasuredSegment(
                segment.start().at(timescale),
                segment.duration().at(timescale),
                segment.sizeBytes(),
                segment.independent()));
      }
    }
    return switch (rendition) {
      case MeasuredRendition.Video video ->
          new MeasuredRendition.Video(video.id(), video.track(), segments, video.frameRate());
      case MeasuredRendition.Audio audio ->
          new MeasuredRendition.Audio(
              audio.id(), audio.track(), segments, audio.name(), audio.language());
      case MeasuredRendition.Text text ->
          new MeasuredRendition.Text(
              text.id(), text.track(), segments, text.name(), text.language(), text.forced());
    };
  }

  public MultivariantPlaylist multivariantPlaylist() {
    return whole().multivariantPlaylist();
  }

  /** Of one of the renditions, counted from 0. */
  MediaPlaylist mediaPlaylist(int index) {
    List<MediaSegment> segments = new ArrayList<>();
    for (int run = 0; run < runs.size(); run++) {
      segments.addAll(segments(run, index));
    }
    VodPresentation whole = whole();
    MediaPlaylist playlist = whole.mediaPlaylist(whole.renditions().get(index));
    return MediaPlaylist.of(playlist.version(), playlist.targetDurationSeconds(), segments)
        .withIndependentSegments(playlist.independentSegments())
        .withType(MediaPlaylist.Type.VOD)
        .withEnded(true);
  }

  private List<MediaSegment> segments(int run, int index) {
    VodPresentation presentation = runs.get(run).presentation();
    MeasuredRendition rendition = presentation.renditions().get(index);
    String folder = run == 0 ? "" : "../" + rendition.id() + "/";
    MediaMap map = MediaMap.of(folder + PackageLayout.INITIALIZATION);
    List<MediaSegment> segments = new ArrayList<>();
    for (MeasuredSegment measured : rendition.segments()) {
      MediaSegment segment =
          MediaSegment.of(
                  folder + PackageLayout.segment(segments.size()), measured.duration().duration())
              .withMap(map)
              .withKeys(presentation.keys(rendition));
      segments.add(
          segments.isEmpty()
              ? segment.withDiscontinuity(run > 0).withProgramDateTime(runs.get(run).at())
              : segment);
    }
    return segments;
  }

  /** Without the time that passed between runs. */
  Mpd mpd() {
    List<Period> periods = new ArrayList<>();
    Duration end = Duration.ZERO;
    Duration longest = Duration.ZERO;
    for (Run run : runs) {
      Mpd mpd = run.presentation().mpd();
      periods.add(
          new Period(
              Integer.toString(periods.size()), end, mpd.periods().getFirst().adaptationSets()));
      end = end.plus(run.presentation().duration().duration());
      longest =
          mpd.maxSegmentDuration().compareTo(longest) > 0 ? mpd.maxSegmentDuration() : longest;
    }
    Duration buffer = Duration.ofSeconds(whole().targetDurationSeconds());
    return new Mpd(new Mpd.Static(end), buffer, longest, periods);
  }

  /** Of all runs together. */
  public Ticks duration() {
    return whole().duration();
  }

  /** As {@link VodPresentation#files}: in the order to publish them. */
  public SequencedMap<String, String> files() {
    SequencedMap<String, String> files = new LinkedHashMap<>();
    for (int i = 0; i < first().renditions().size(); i++) {
      files.put(
          PackageLayout.mediaPlaylist(first().renditions().get(i).id()), mediaPlaylist(i).text());
    }
    if (first().keys().isEmpty()) {
      files.put(PackageLayout.MPD, mpd().text());
    }
    files.put(PackageLayout.MULTIVARIANT_PLAYLIST, multivariantPlaylist().text());
    return files;
  }
}
