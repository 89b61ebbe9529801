package dev.headwater.control.packaging;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds out by how much each track of sound has to be raised or lowered, by ffmpeg: all of it is
 * decoded once. Blocks the virtual thread that asks.
 */
final class LoudnessProbe {
  /** What comes above it may be cut off where it is decoded (EBU R 128, 2020: -1 dBTP). */
  private static final double HIGHEST_PEAK_DECIBELS = -1;

  /** More than that would raise noise alone. */
  private static final double MOST_DECIBELS = 20;

  /** EBU R 128's gate: what is below is silence. */
  private static final double SILENCE_LUFS = -70;

  private static final Pattern INTEGRATED = Pattern.compile("(?m)^\\s*I:\\s+(-?[0-9.]+) LUFS");
  private static final Pattern PEAK = Pattern.compile("(?m)^\\s*Peak:\\s+(-?[0-9.]+) dBFS");

  private final PackagingSettings settings;
  private final Programs programs;

  LoudnessProbe(PackagingSettings settings, Programs programs) {
    this.settings = settings;
    this.programs = programs;
  }

  /** The same plan, with a gain for each of its tracks. Fails with PackagingException. */
  EncodePlan measure(EncodePlan plan, Path source) throws IOException {
    List<Double> gains = new ArrayList<>();
    if (settings.loudness() != 0) {
      for (PlannedTrack<AudioTrack> track : plan.sounds()) {
        gains.add(gain(track.source(), source));
      }
    }
    return plan.withGains(gains);
  }

  private double gain(AudioTrack track, Path source) {
    double[] furthest = {0};
    ProgramEnd end =
        programs.run(command(track, source), line -> ProgressLine.isBeyond(line, furthest)).await();
    if (!end.succeeded()) {
      throw ProgramFailure.ofEncoder(end);
    }
    return gain(end.errors(), settings.loudness());
  }

  private List<String> command(AudioTrack track, Path source) {
    List<String> command =
        new ArrayList<>(
            List.of(settings.ffmpeg(), "-nostdin", "-hide_banner", "-nostats", "-v", "info"));
    command.addAll(List.of("-progress", "pipe:1"));
    command.addAll(settings.untrustedInput());
    command.addAll(List.of("-i", "file:" + source, "-map", "0:" + track.index()));
    command.addAll(List.of("-af", "ebur128=peak=true:framelog=verbose"));
    command.addAll(List.of("-t", Long.toString(settings.maxDuration().toSeconds())));
    command.addAll(List.of("-f", "null", "-"));
    return command;
  }

  /**
   * In decibels; 0 where nothing was measured, or nothing is heard.
   *
   * @param report what the filter has written at its end
   * @param wanted in LUFS
   */
  static double gain(String report, double wanted) {
    double loudness = last(INTEGRATED, report, SILENCE_LUFS);
    double peak = last(PEAK, report, 0);
    if (loudness <= SILENCE_LUFS) {
      return 0;
    }
    double raised = Math.min(wanted - loudness, MOST_DECIBELS);
    return raised <= 0 ? raised : Math.clamp(HIGHEST_PEAK_DECIBELS - peak, 0, raised);
  }

  private static double last(Pattern pattern, String report, double otherwise) {
    Matcher matcher = pattern.matcher(report);
    double found = otherwise;
    while (matcher.find()) {
      found = Double.parseDouble(matcher.group(1));
    }
    return found;
  }
}
