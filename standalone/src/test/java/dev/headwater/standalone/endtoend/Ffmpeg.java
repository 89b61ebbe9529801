package dev.headwater.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.engines.FfmpegPrograms;
import dev.headwater.engines.testing.SharedEngines;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** ffmpeg and ffprobe as makers of clips and as clients. */
final class Ffmpeg {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private Ffmpeg() {}

  /**
   * What ffprobe finds after it has decoded everything. Immutable.
   *
   * @param videoFrames of each video track or variant
   */
  record Probe(double seconds, List<Integer> videoFrames) {}

  /** A moving picture with a tone. */
  static Path clip(String name, int seconds) {
    Path clip = HeadwaterProgram.testFolder().resolve(name + ".mp4");
    run(
        programs().ffmpeg(),
        "-nostdin",
        "-y",
        "-v",
        "error",
        "-f",
        "lavfi",
        "-i",
        "testsrc2=size=640x360:rate=25",
        "-f",
        "lavfi",
        "-i",
        "sine=frequency=440:sample_rate=48000",
        "-t",
        Integer.toString(seconds),
        "-c:v",
        "libx264",
        "-preset",
        "ultrafast",
        "-pix_fmt",
        "yuv420p",
        "-c:a",
        "aac",
        "-movflags",
        "+faststart",
        clip.toString());
    return clip;
  }

  static Probe probe(Object source) {
    JsonObject found =
        new JsonObject(
            run(
                programs().ffprobe(),
                "-v",
                "error",
                "-count_frames",
                "-show_entries",
                "format=duration:stream=codec_type,nb_read_frames",
                "-of",
                "json",
                source.toString()));
    List<Integer> frames = new ArrayList<>();
    for (Object each : found.getJsonArray("streams")) {
      JsonObject stream = (JsonObject) each;
      if (stream.getString("codec_type").equals("video")) {
        frames.add(Integer.valueOf(stream.getString("nb_read_frames")));
      }
    }
    String seconds = found.getJsonObject("format").getString("duration");
    return new Probe(Double.parseDouble(seconds), List.copyOf(frames));
  }

  /** Decodes everything; fails at the first complaint. */
  static void decode(Object source) {
    run(
        programs().ffmpeg(),
        "-nostdin",
        "-v",
        "error",
        "-i",
        source.toString(),
        "-map",
        "0",
        "-f",
        "null",
        "-");
  }

  private static FfmpegPrograms programs() {
    return SharedEngines.ffmpeg();
  }

  /** Returns the standard output; fails on a bad end and on any word on standard error. */
  private static String run(Path program, String... arguments) {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(programs().environment());
    ProgramRun run = ProgramRun.of(builder, LIMIT);
    assertThat(run.errors()).as("complaints of %s", command).isEmpty();
    assertThat(run.status()).as("status of %s", command).isZero();
    return run.output();
  }
}
