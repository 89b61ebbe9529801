package dev.headwater.control.packaging;

import dev.headwater.media.FrameRate;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes the arguments of the one ffmpeg that makes all renditions of a source: each in a folder of
 * its own, {@code init.mp4} and segments numbered from 0, cut at the same frames.
 */
final class EncodeCommand {
  /** Length of a segment, and of the group of pictures that fills it. */
  static final int SEGMENT_SECONDS = 4;

  /**
   * Good to the eye at these sizes; the bit rate's limit cuts in before it where scenes are hard.
   */
  private static final int CONSTANT_QUALITY = 21;

  /**
   * Pictures may change their size midway: new filters would begin the timeline again, those that
   * are there scale what comes.
   */
  private static final List<String> KEEP_FILTERS = List.of("-reinit_filter", "0");

  private static final int AUDIO_KILOBITS_PER_CHANNEL = 64;
  private static final int MAX_CHANNELS = 2;

  private final PackagingSettings settings;
  private final EncodePlan plan;
  private final Path folder;

  private EncodeCommand(PackagingSettings settings, EncodePlan plan, Path folder) {
    this.settings = settings;
    this.plan = plan;
    this.folder = folder;
  }

  /**
   * @param source a local file
   * @param folder has a folder for each rendition
   */
  static List<String> of(PackagingSettings settings, EncodePlan plan, Path source, Path folder) {
    EncodeCommand command = new EncodeCommand(settings, plan, folder);
    List<String> arguments = new ArrayList<>();
    arguments.add(settings.ffmpeg());
    arguments.addAll(command.input(source));
    plan.ladder().ifPresent(ladder -> arguments.addAll(command.videos(ladder)));
    for (int n = 0; n < plan.sounds().size(); n++) {
      arguments.addAll(command.audio(n, plan.sounds().get(n)));
    }
    return arguments;
  }

  private List<String> input(Path source) {
    String threads = Integer.toString(settings.encoderThreads());
    List<String> arguments =
        new ArrayList<>(
            List.of("-nostdin", "-hide_banner", "-nostats", "-loglevel", "error", "-y"));
    arguments.addAll(List.of("-progress", "pipe:1", "-threads", threads));
    arguments.addAll(settings.untrustedInput());
    arguments.addAll(KEEP_FILTERS);
    arguments.addAll(List.of("-i", "file:" + source));
    arguments.addAll(List.of("-filter_complex_threads", threads));
    FilterGraph.of(plan).forEach(graph -> arguments.addAll(List.of("-filter_complex", graph)));
    return arguments;
  }

  private List<String> videos(Ladder ladder) {
    List<String> arguments = new ArrayList<>();
    for (int n = 0; n < ladder.rungs().size(); n++) {
      Rung rung = ladder.rungs().get(n);
      arguments.addAll(List.of("-map", FilterGraph.video(n)));
      arguments.addAll(encoder(rung, ladder.frameRate()));
      arguments.addAll(segments(rung.id()));
    }
    return arguments;
  }

  private List<String> encoder(Rung rung, FrameRate frameRate) {
    return List.of(
        "-c:v",
        "libx264",
        "-preset",
        "veryfast",
        "-profile:v",
        "high",
        "-level",
        rung.level().toString(),
        "-crf",
        Integer.toString(CONSTANT_QUALITY),
        "-maxrate",
        rung.bitRate().maxKilobits() + "k",
        "-bufsize",
        rung.bitRate().bufferKilobits() + "k",
        "-bf",
        "2",
        "-flags",
        "+cgop",
        "-sc_threshold",
        "0",
        "-g",
        Long.toString(longestGroup(frameRate)),
        "-keyint_min",
        Long.toString(longestGroup(frameRate)),
        "-force_key_frames",
        keyFrames(frameRate),
        "-fps_mode",
        "passthrough",
        "-threads",
        Integer.toString(settings.encoderThreads()));
  }

  /** No shorter than any segment, so that key frames are only where they are asked for. */
  private static long longestGroup(FrameRate frameRate) {
    return Math.ceilDiv(SEGMENT_SECONDS * frameRate.numerator(), frameRate.denominator()) + 1;
  }

  /** The first frame at or after each boundary, in whole numbers: times in seconds get rounded. */
  private static String keyFrames(FrameRate frameRate) {
    long boundary = SEGMENT_SECONDS * frameRate.numerator();
    return "expr:gte(n*" + frameRate.denominator() + ",n_forced*" + boundary + ")";
  }

  private List<String> audio(int number, PlannedTrack<AudioTrack> track) {
    int channels = Math.min(MAX_CHANNELS, track.source().channels());
    List<String> encoder =
        List.of(
            "-map",
            FilterGraph.audio(number),
            "-c:a",
            "aac",
            "-ac",
            Integer.toString(channels),
            "-b:a",
            channels * AUDIO_KILOBITS_PER_CHANNEL + "k");
    return Stream.concat(encoder.stream(), segments(track.id()).stream()).toList();
  }

  /** Times below zero (encoder delay) stay as they are: the muxer writes them as an edit list. */
  private List<String> segments(String renditionId) {
    Path rendition = folder.resolve(renditionId);
    return List.of(
        "-t",
        Long.toString(settings.maxDuration().toSeconds()),
        "-map_metadata",
        "-1",
        "-avoid_negative_ts",
        "disabled",
        "-f",
        "hls",
        "-hls_time",
        Integer.toString(SEGMENT_SECONDS),
        "-hls_playlist_type",
        "vod",
        "-hls_segment_type",
        "fmp4",
        "-hls_fmp4_init_filename",
        EncodedRendition.INITIALIZATION,
        "-hls_segment_filename",
        rendition.resolve("%d" + EncodedRendition.SEGMENT_SUFFIX).toString(),
        rendition.resolve(EncodedRendition.UNUSED_PLAYLIST).toString());
  }
}
