package dev.headwater.edge.live.subtitles;

import dev.headwater.edge.live.timeline.Epoch;
import dev.headwater.edge.live.timeline.Segment;
import dev.headwater.media.webvtt.Cue;
import dev.headwater.media.webvtt.TimestampMap;
import dev.headwater.media.webvtt.WebVtt;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a segment of subtitles says. Its times count from the start of the epoch; a cue that goes on
 * in another segment has the same times there, by which players tell that it is the same. Pure.
 */
final class SubtitleText {
  private static final long HALF_MILLI_NANOS = 500_000;

  private SubtitleText() {}

  /**
   * @param cues at places of the encoder's timeline
   */
  static WebVtt of(Segment media, Epoch epoch, List<String> looks, List<Cue> cues) {
    Duration local = local(media.start(), epoch);
    List<Cue> said = new ArrayList<>();
    for (Cue cue : cues) {
      Duration start = local(cue.start(), epoch);
      Duration end = local(cue.end(), epoch);
      if (end.compareTo(start) > 0) {
        said.add(cue.at(start, end));
      }
    }
    TimestampMap map = TimestampMap.of(epoch.start().plus(local), local);
    return new WebVtt(Optional.of(map), looks, said);
  }

  /** To the millisecond, as WebVTT has it. */
  private static Duration local(Duration place, Epoch epoch) {
    Duration since = place.minus(epoch.start());
    return since.isNegative()
        ? Duration.ZERO
        : since.plusNanos(HALF_MILLI_NANOS).truncatedTo(ChronoUnit.MILLIS);
  }
}
