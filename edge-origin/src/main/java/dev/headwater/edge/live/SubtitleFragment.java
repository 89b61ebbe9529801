package dev.headwater.edge.live;

import dev.headwater.edge.live.subtitles.TextArrival;
import dev.headwater.edge.live.timeline.Fragment;
import dev.headwater.edge.live.timeline.UnfitMediaException;
import dev.headwater.media.isobmff.BoxedCue;
import dev.headwater.media.isobmff.CmafPiece;
import dev.headwater.media.isobmff.InitializationSection;
import dev.headwater.media.isobmff.MalformedBoxException;
import dev.headwater.media.isobmff.Track;
import dev.headwater.media.isobmff.WebVttSamples;
import dev.headwater.media.webvtt.Cue;
import dev.headwater.media.webvtt.WebVtt;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Subtitles as CMAF has them: ISO/IEC 14496-30. */
final class SubtitleFragment {
  private SubtitleFragment() {}

  /** Empty where a section declares something else. */
  static Optional<Track.Text> track(InitializationSection section) {
    return section.tracks().getFirst() instanceof Track.Text text
        ? Optional.of(text)
        : Optional.empty();
  }

  static Future<Void> take(
      CmafPiece.Fragment piece, InputTrack track, Track.Text declared, LiveChannel channel)
      throws UnfitMediaException {
    try {
      Fragment times = Fragment.of(piece);
      List<Cue> cues = new ArrayList<>();
      for (BoxedCue one : WebVttSamples.read(piece, declared)) {
        Cue cue = Cue.cleaned(one.start(), one.end(), one.id(), one.settings(), one.text());
        if (!cue.text().isEmpty()) {
          cues.add(cue);
        }
      }
      return channel.text(
          new TextArrival(
              track.input(),
              track.name(),
              declared,
              new WebVtt(Optional.empty(), List.of(), cues),
              Optional.of(times.start().plus(times.duration()))));
    } catch (MalformedBoxException e) {
      return Future.failedFuture(e);
    }
  }
}
