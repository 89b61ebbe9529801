package dev.headwater.control.packaging;

import dev.headwater.media.Resolution;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Writes the graphs in which ffmpeg decodes a source once and scales it for every rung: the first
 * from the source, the others from the first.
 */
public final class FilterGraph {
  /** What every player's audio output runs at. */
  private static final int SAMPLE_RATE_HZ = 48_000;

  private FilterGraph() {}

  /** The output of a rung, counted from the largest. */
  public static String video(int rung) {
    return "[v" + rung + "]";
  }

  /** The output of a track of sound, where there is one. */
  public static String audio() {
    return audio(0);
  }

  /** The output of a track of sound, counted from the default one. */
  static String audio(int track) {
    return "[a" + track + "]";
  }

  /** One for the pictures and one for each track of sound, where there are any. */
  static List<String> of(EncodePlan plan) {
    SourceMedia source = plan.source();
    Timeline timeline = Timeline.of(source);
    List<String> graphs = new ArrayList<>();
    plan.ladder()
        .ifPresent(ladder -> graphs.add(pictures(source.video().orElseThrow(), ladder, timeline)));
    for (int n = 0; n < source.sounds().size(); n++) {
      double gain = plan.gains().isEmpty() ? 0 : plan.gains().get(n);
      graphs.add(sound(source.sounds().get(n), timeline, gain) + audio(n));
    }
    return graphs;
  }

  /** ffmpeg has turned the frames upright by then. */
  private static String pictures(VideoTrack track, Ladder ladder, Timeline timeline) {
    String start = timeline.holdFirstFrame() ? "" : "setpts=PTS-STARTPTS,";
    String constant =
        "fps=fps=" + ladder.frameRate() + (timeline.holdFirstFrame() ? ":start_time=0" : "");
    return "[0:"
        + track.index()
        + "]"
        + start
        + (track.interlaced() ? "yadif=deint=interlaced," : "")
        + constant
        + ","
        + rungs(ladder);
  }

  /** From frames at the ladder's rate to the output of each rung. */
  public static String rungs(Ladder ladder) {
    return scale(ladder.rungs().getFirst().size())
        + ",setsar=1,format=yuv420p"
        + split(ladder.rungs());
  }

  private static String split(List<Rung> rungs) {
    if (rungs.size() == 1) {
      return video(0);
    }
    String branches =
        IntStream.range(1, rungs.size())
            .mapToObj(n -> "[s" + n + "]")
            .collect(Collectors.joining());
    String scaled =
        IntStream.range(1, rungs.size())
            .mapToObj(n -> "[s" + n + "]" + scale(rungs.get(n).size()) + ",setsar=1" + video(n))
            .collect(Collectors.joining(";"));
    return ",split=" + rungs.size() + video(0) + branches + ";" + scaled;
  }

  private static String scale(Resolution size) {
    return "scale=" + size.width() + ":" + size.height() + ":flags=bicubic";
  }

  /** Gaps become silence, so that sound and pictures stay together. */
  private static String sound(AudioTrack track, Timeline timeline, double gain) {
    String shift = String.format(Locale.ROOT, "asetpts=PTS-%.6f/TB,", timeline.audioShiftSeconds());
    return "[0:"
        + track.index()
        + "]"
        + shift
        + (gain == 0 ? "" : String.format(Locale.ROOT, "volume=%.1fdB,", gain))
        + "aresample="
        + SAMPLE_RATE_HZ
        + ":async=1:first_pts=0";
  }
}
