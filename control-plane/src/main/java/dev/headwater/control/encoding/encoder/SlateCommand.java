package dev.headwater.control.encoding.encoder;

import dev.headwater.control.packaging.Ladder;
import dev.headwater.control.packaging.Rung;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the arguments of an ffmpeg that makes a segment of a dark picture and silence for each
 * track of a plan, encoded as the tracks are: what is shown while no media comes.
 */
final class SlateCommand {
  /** Nearly black, so that a screen that shows it is seen to be on. */
  private static final String COLOUR = "0x101418";

  private final LiveCommand live;
  private final LivePlan plan;

  private SlateCommand(EncoderSettings settings, LivePlan plan) {
    this.live = new LiveCommand(settings, plan);
    this.plan = plan;
  }

  /** To be run in the folder that it writes a file for each track to, named as tracks are. */
  static List<String> of(EncoderSettings settings, LivePlan plan) {
    SlateCommand command = new SlateCommand(settings, plan);
    List<String> arguments = new ArrayList<>(List.of(settings.ffmpeg(), "-hide_banner"));
    arguments.addAll(List.of("-nostats", "-nostdin", "-loglevel", "error"));
    plan.ladder().ifPresent(ladder -> arguments.addAll(command.picture(ladder)));
    plan.source().audio().ifPresent(_ -> arguments.addAll(command.silence()));
    plan.ladder().ifPresent(ladder -> arguments.addAll(command.videos(ladder)));
    plan.source()
        .audio()
        .ifPresent(track -> {
          String input = plan.ladder().isPresent() ? "1:a" : "0:a";
          arguments.addAll(command.live.audio(track, input, LiveTrack.audio().file()));
        });
    return arguments;
  }

  private List<String> picture(Ladder ladder) {
    Rung largest = ladder.rungs().getFirst();
    String source = "color=c=%s:s=%s:r=%s".formatted(COLOUR, largest.size(), ladder.frameRate());
    return input(source);
  }

  private List<String> silence() {
    return input("anullsrc=r=48000:cl=stereo");
  }

  private List<String> input(String source) {
    String seconds = Long.toString(plan.latency().segment().toSeconds());
    return List.of("-f", "lavfi", "-t", seconds, "-i", source);
  }

  private List<String> videos(Ladder ladder) {
    List<String> arguments = new ArrayList<>();
    for (Rung rung : ladder.rungs()) {
      arguments.addAll(List.of("-map", "0:v", "-s", rung.size().toString()));
      arguments.addAll(List.of("-pix_fmt", "yuv420p"));
      arguments.addAll(live.video(rung, ladder.frameRate(), LiveTrack.video(rung.id()).file()));
    }
    return arguments;
  }
}
