package dev.headwater.control.packaging;

import dev.headwater.control.title.PackagedTitle;
import dev.headwater.control.title.RenditionSummary;
import dev.headwater.media.packaging.MeasuredRendition;
import dev.headwater.media.packaging.SegmentBitRates;
import dev.headwater.media.packaging.VodPresentation;
import dev.headwater.platform.publication.ContentKey;
import java.util.List;

/** Tells the catalog what was packaged. */
final class PackageSummary {
  private PackageSummary() {}

  static PackagedTitle of(String epoch, EncodedPackage encoded) {
    return of(epoch, encoded.presentation(), encoded.poster().isPresent(), encoded.keys());
  }

  static PackagedTitle of(
      String epoch, VodPresentation presentation, boolean poster, List<ContentKey> keys) {
    return new PackagedTitle(
        epoch,
        presentation.duration().seconds(3).doubleValue(),
        presentation.renditions().stream()
            .map(rendition -> summary(rendition, presentation.bitRates(rendition)))
            .toList(),
        poster,
        keys);
  }

  private static RenditionSummary summary(MeasuredRendition rendition, SegmentBitRates bitRates) {
    RenditionSummary.Bandwidth bandwidth =
        new RenditionSummary.Bandwidth(bitRates.peak(), bitRates.average());
    return switch (rendition) {
      case MeasuredRendition.Video video ->
          new RenditionSummary.Video(
              video.id(),
              video.track().codec(),
              video.track().resolution().width(),
              video.track().resolution().height(),
              video.frameRate().framesPerSecond().doubleValue(),
              bandwidth);
      case MeasuredRendition.Audio audio ->
          new RenditionSummary.Audio(
              audio.id(),
              audio.track().codec(),
              new RenditionSummary.Words(audio.name(), audio.language()),
              audio.track().channels(),
              audio.track().sampleRateHz(),
              bandwidth);
      case MeasuredRendition.Text text ->
          new RenditionSummary.Subtitles(
              text.id(), new RenditionSummary.Words(text.name(), text.language()));
    };
  }
}
