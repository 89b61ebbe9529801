package dev.headwater.media.packaging;

import dev.headwater.media.Ticks;
import dev.headwater.media.dash.AdaptationSet;
import dev.headwater.media.dash.Mpd;
import dev.headwater.media.dash.Representation;
import dev.headwater.media.dash.SegmentTemplate;
import dev.headwater.media.dash.Timeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Describes a presentation in DASH. */
final class DashDescription {
  private static final String FOLDER = "$RepresentationID$/";

  private final VodPresentation presentation;

  private DashDescription(VodPresentation presentation) {
    this.presentation = presentation;
  }

  static Mpd mpd(VodPresentation presentation) {
    DashDescription description = new DashDescription(presentation);
    return Mpd.whole(
        presentation.duration().duration(),
        Duration.ofSeconds(presentation.targetDurationSeconds()),
        presentation.longestSegment().duration(),
        description.adaptationSets());
  }

  /** All video in one set by rising bandwidth, and each other rendition in one of its own. */
  private List<AdaptationSet> adaptationSets() {
    List<AdaptationSet> sets = new ArrayList<>();
    List<MeasuredRendition.Video> videos = presentation.videos();
    if (!videos.isEmpty()) {
      sets.add(
          new AdaptationSet(
              AdaptationSet.ContentType.VIDEO,
              Optional.empty(),
              Alignment.aligned(videos),
              videos.stream().allMatch(MeasuredRendition::independent),
              representations(videos)));
    }
    for (MeasuredRendition.Audio audio : presentation.audios()) {
      sets.add(
          new AdaptationSet(
              AdaptationSet.ContentType.AUDIO,
              audio.language(),
              true,
              audio.independent(),
              representations(List.of(audio))));
    }
    for (MeasuredRendition.Text text : presentation.texts()) {
      sets.add(
          new AdaptationSet(
              AdaptationSet.ContentType.TEXT,
              text.language(),
              true,
              true,
              representations(List.of(text))));
    }
    return sets;
  }

  private List<Representation> representations(List<? extends MeasuredRendition> renditions) {
    return renditions.stream()
        .map(this::representation)
        .sorted(Comparator.comparingLong(Representation::bandwidth))
        .toList();
  }

  private Representation representation(MeasuredRendition rendition) {
    Representation.Kind kind =
        switch (rendition) {
          case MeasuredRendition.Video video ->
              new Representation.Video(video.track().resolution(), Optional.of(video.frameRate()));
          case MeasuredRendition.Audio audio ->
              new Representation.Audio(audio.track().sampleRateHz(), audio.track().channels());
          case MeasuredRendition.Text _ -> new Representation.Text();
        };
    boolean isText = rendition instanceof MeasuredRendition.Text;
    return new Representation(
        rendition.id(),
        presentation.bitRates(rendition).peak(),
        isText ? "" : rendition.track().codec(),
        kind,
        template(rendition));
  }

  private SegmentTemplate template(MeasuredRendition rendition) {
    Timeline timeline = new Timeline();
    for (MeasuredSegment segment : rendition.segments()) {
      timeline.add(segment.start().count(), segment.duration().count());
    }
    long timescale = rendition.track().timescale();
    boolean isText = rendition instanceof MeasuredRendition.Text;
    return new SegmentTemplate(
        isText ? "" : FOLDER + PackageLayout.INITIALIZATION,
        FOLDER + "$Number$" + PackageLayout.suffix(rendition),
        0,
        timescale,
        start().at(timescale).count(),
        timeline.runs());
  }

  /** The earliest time of any rendition: where the period begins. */
  private Ticks start() {
    return presentation.renditions().stream()
        .map(rendition -> rendition.segments().getFirst().start())
        .min(Comparator.naturalOrder())
        .orElseThrow();
  }
}
