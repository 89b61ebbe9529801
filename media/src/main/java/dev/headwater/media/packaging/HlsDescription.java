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
    MediaMap map = MediaMap.of(PackageLayout.INITIALIZATION);
    List<MediaKey> keys = presentation.keys(rendition);
    List<MediaSegment> segments =
        IntStream.range(0, measured.size())
            .mapToObj(n -> segment(n, measured.get(n)).withMap(map).withKeys(keys))
            .toList();
    return MediaPlaylist.of(VERSION, presentation.targetDurationSeconds(), segments)
        .withIndependentSegments(rendition.independent())
        .withType(MediaPlaylist.Type.VOD)
        .withEnded(true);
  }

  private static MediaSegment segment(int number, MeasuredSegment segment) {
    return MediaSegment.of(PackageLayout.segment(number), segment.duration().duration());
  }

  /** The audio renditions, where there is something to choose them for, or from. */
  private static List<Rendition> renditions(VodPresentation presentation) {
    List<Rendition> renditions = new ArrayList<>();
    if (!presentation.videos().isEmpty() || presentation.audios().size() > 1) {
      for (MeasuredRendition.Audio audio : presentation.audios()) {
        renditions.add(rendition(audio, renditions.isEmpty()));
      }
    }
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
          return variant(video, together, presentation.audios());
        })
        .toList();
  }

  private static VariantStream variant(
      MeasuredRendition.Video video,
      SegmentBitRates bitRates,
      List<MeasuredRendition.Audio> audios) {
    return new VariantStream(
        PackageLayout.mediaPlaylist(video.id()),
        bitRates.peak(),
        OptionalLong.of(bitRates.average()),
        codecs(video, audios),
        Optional.of(video.track().resolution()),
        Optional.of(video.frameRate().framesPerSecond()),
        audios.isEmpty() ? Optional.empty() : Optional.of(AUDIO_GROUP),
        Optional.empty());
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
            Optional.empty()));
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
