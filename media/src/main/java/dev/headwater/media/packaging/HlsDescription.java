package dev.headwater.media.packaging;

import dev.headwater.media.hls.MediaKey;
import dev.headwater.media.hls.MediaMap;
import dev.headwater.media.hls.MediaPlaylist;
import dev.headwater.media.hls.MediaSegment;
import dev.headwater.media.hls.MultivariantPlaylist;
import dev.headwater.media.hls.Rendition;
import dev.headwater.media.hls.VariantStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Describes a presentation in HLS. */
final class HlsDescription {
  /** The least that knows EXT-X-MAP beside whole segments: rfc8216bis, section 8. */
  private static final int VERSION = 6;

  /** The GROUP-ID of all audio. */
  private static final String AUDIO_GROUP = "audio";

  /** The GROUP-ID of all subtitles. */
  private static final String SUBTITLES_GROUP = "subtitles";

  private HlsDescription() {}

  static MultivariantPlaylist multivariantPlaylist(VodPresentation presentation) {
    boolean independent =
        presentation.renditions().stream().allMatch(MeasuredRendition::independent);
    List<VariantStream> variants =
        presentation.videos().isEmpty() ? audioOnly(presentation) : video(presentation);
    return new MultivariantPlaylist(
        VERSION, independent, renditions(presentation), VariantOrder.of(variants));
  }

  static MediaPlaylist mediaPlaylist(VodPresentation presentation, MeasuredRendition rendition) {
    List<MeasuredSegment> measured = rendition.segments();
    String suffix = PackageLayout.suffix(rendition);
    List<MediaSegment> segments =
        IntStream.range(0, measured.size())
            .mapToObj(n -> MediaSegment.of(n + suffix, measured.get(n).duration().duration()))
            .toList();
    if (!(rendition instanceof MeasuredRendition.Text)) {
      MediaMap map = MediaMap.of(PackageLayout.INITIALIZATION);
      List<MediaKey> keys = presentation.keys(rendition);
      segments = segments.stream().map(one -> one.withMap(map).withKeys(keys)).toList();
    }
    return MediaPlaylist.of(VERSION, presentation.targetDurationSeconds(), segments)
        .withIndependentSegments(rendition.independent())
        .withType(MediaPlaylist.Type.VOD)
        .withEnded(true);
  }

  /** The audio renditions, where there is something to choose them for, or from; subtitles. */
  private static List<Rendition> renditions(VodPresentation presentation) {
    List<Rendition> renditions = new ArrayList<>();
    if (!presentation.videos().isEmpty() || presentation.audios().size() > 1) {
      for (MeasuredRendition.Audio audio : presentation.audios()) {
        renditions.add(rendition(audio, renditions.isEmpty()));
      }
    }
    presentation.texts().forEach(text -> renditions.add(rendition(text)));
    return renditions;
  }

  private static Rendition rendition(MeasuredRendition.Audio audio, boolean isDefault) {
    return new Rendition(
        Rendition.Type.AUDIO,
        AUDIO_GROUP,
        audio.name(),
        Optional.of(PackageLayout.mediaPlaylist(audio.id())),
        audio.language(),
        isDefault,
        true,
        false,
        Optional.of(Integer.toString(audio.track().channels())),
        Optional.empty());
  }

  /** None is shown unless the viewer, or the player's settings, want one. */
  private static Rendition rendition(MeasuredRendition.Text text) {
    return new Rendition(
        Rendition.Type.SUBTITLES,
        SUBTITLES_GROUP,
        text.name(),
        Optional.of(PackageLayout.mediaPlaylist(text.id())),
        text.language(),
        false,
        true,
        text.forced(),
        Optional.empty(),
        Optional.empty());
  }

  private static Optional<String> subtitles(VodPresentation presentation) {
    return presentation.texts().isEmpty() ? Optional.empty() : Optional.of(SUBTITLES_GROUP);
  }

  /** A variant for each video, with any of the audio: the peak of the one that has the highest. */
  private static List<VariantStream> video(VodPresentation presentation) {
    List<SegmentBitRates> audio =
        presentation.audios().stream().map(presentation::bitRates).toList();
    long audioPeak = audio.stream().mapToLong(SegmentBitRates::peak).max().orElse(0);
    long audioAverage = audio.stream().mapToLong(SegmentBitRates::average).max().orElse(0);
    return presentation.videos().stream()
        .map(video -> {
          SegmentBitRates own = presentation.bitRates(video);
          SegmentBitRates together =
              new SegmentBitRates(own.peak() + audioPeak, own.average() + audioAverage);
          return variant(video, together, presentation);
        })
        .toList();
  }

  private static VariantStream variant(
      MeasuredRendition.Video video, SegmentBitRates bitRates, VodPresentation presentation) {
    List<MeasuredRendition.Audio> audios = presentation.audios();
    return new VariantStream(
        PackageLayout.mediaPlaylist(video.id()),
        bitRates.peak(),
        OptionalLong.of(bitRates.average()),
        codecs(video, audios),
        Optional.of(video.track().resolution()),
        Optional.of(video.frameRate().framesPerSecond()),
        audios.isEmpty() ? Optional.empty() : Optional.of(AUDIO_GROUP),
        subtitles(presentation));
  }

  /** One variant: players choose among variants by their rate, and among languages in a group. */
  private static List<VariantStream> audioOnly(VodPresentation presentation) {
    List<MeasuredRendition.Audio> audios = presentation.audios();
    List<SegmentBitRates> bitRates = audios.stream().map(presentation::bitRates).toList();
    return List.of(
        new VariantStream(
            PackageLayout.mediaPlaylist(audios.getFirst().id()),
            bitRates.stream().mapToLong(SegmentBitRates::peak).max().orElseThrow(),
            OptionalLong.of(
                bitRates.stream().mapToLong(SegmentBitRates::average).max().orElseThrow()),
            audios.stream().map(audio -> audio.track().codec()).distinct().toList(),
            Optional.empty(),
            Optional.empty(),
            audios.size() > 1 ? Optional.of(AUDIO_GROUP) : Optional.empty(),
            subtitles(presentation)));
  }

  /** Of every rendition that may be played in the variant, each once. */
  private static List<String> codecs(
      MeasuredRendition.Video video, List<MeasuredRendition.Audio> audios) {
    return Stream.concat(Stream.of(video), audios.stream())
        .map(rendition -> rendition.track().codec())
        .distinct()
        .toList();
  }
}
