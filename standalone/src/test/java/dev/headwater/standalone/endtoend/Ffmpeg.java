package dev.headwater.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.engines.FfmpegPrograms;
import dev.headwater.engines.testing.SharedEngines;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

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
    String inputs =
        "-nostdin -y -v error -f lavfi -i testsrc2=size=640x360:rate=25"
            + " -f lavfi -i sine=frequency=440:sample_rate=48000 -t "
            + seconds;
    String encoders =
        " -c:v libx264 -preset ultrafast -pix_fmt yuv420p -c:a aac -movflags +faststart";
    run(programs().ffmpeg(), inputs + encoders, clip);
    return clip;
  }

  /** One tone for each language, and the text of each second as its subtitle. */
  static Path languages(String name, int seconds, SequencedMap<String, Integer> tones)
      throws IOException {
    Path subtitles = HeadwaterProgram.testFolder().resolve(name + ".srt");
    Files.writeString(
        subtitles,
        IntStream.range(0, seconds)
            .mapToObj(n ->
                "%d\n00:00:%02d,000 --> 00:00:%02d,900\nsecond %d\n\n".formatted(n + 1, n, n, n))
            .collect(Collectors.joining()));
    StringBuilder options = new StringBuilder("-nostdin -y -v error");
    options.append(" -f lavfi -i testsrc2=size=320x180:rate=25:d=").append(seconds);
    options.append(" -i ").append(subtitles);
    tones
        .values()
        .forEach(tone ->
            options.append(
                " -f lavfi -i sine=frequency=" + tone + ":sample_rate=48000:d=" + seconds));
    options.append(" -map 0 -map 1");
    int sound = 0;
    for (String language : tones.keySet()) {
      options.append(" -map " + (sound + 2) + " -metadata:s:a:" + sound + " language=" + language);
      sound++;
    }
    options.append(
        " -metadata:s:s:0 language=eng -c:v libx264 -preset ultrafast -c:a aac -c:s srt");
    Path clip = HeadwaterProgram.testFolder().resolve(name + ".mkv");
    run(programs().ffmpeg(), options.toString(), clip);
    return clip;
  }

  static Probe probe(Object source) {
    JsonObject found = show(source, "-show_entries format=duration:stream=codec_type");
    long videos =
        found.getJsonArray("streams").stream()
            .filter(stream -> ((JsonObject) stream).getString("codec_type").equals("video"))
            .count();
    return new Probe(
        Double.parseDouble(found.getJsonObject("format").getString("duration")),
        IntStream.range(0, (int) videos).map(n -> videoFrames(source, n)).boxed().toList());
  }

  /** Counted alone: ffmpeg ends the reading of DASH at the end of whichever track ends first. */
  private static int videoFrames(Object source, int video) {
    JsonObject found =
        show(
            source, "-count_frames -show_entries stream=nb_read_frames -select_streams v:" + video);
    JsonObject stream = found.getJsonArray("streams").getJsonObject(0);
    return Integer.parseInt(stream.getString("nb_read_frames"));
  }

  private static JsonObject show(Object source, String options) {
    return new JsonObject(run(programs().ffprobe(), "-v error -of json " + options, source));
  }

  /** Decodes so much of a live stream; that a stream has a header of its own again is no matter. */
  static void play(Object source, int seconds) {
    run(
        programs().ffmpeg(),
        "-nostdin -v error -t " + seconds + " -i " + source + " -map 0 -f null",
        "-");
  }

  /** Decodes everything; fails at the first complaint. */
  static void decode(Object source) {
    run(programs().ffmpeg(), "-nostdin -v error -i " + source + " -map 0 -f null", "-");
  }

  /** Checksums of all decoded frames of a file that is read from its start to its end, once. */
  static String frames(Path file, String options) {
    return run(
        programs().ffmpeg(),
        ("-nostdin -v error -threads 1 -seekable 0 " + options).strip()
            + " -i "
            + file
            + " -f framemd5",
        "-");
  }

  private static FfmpegPrograms programs() {
    return SharedEngines.ffmpeg();
  }

  /** Returns the standard output; fails on a bad end and on any word on standard error. */
  private static String run(Path program, String options, Object last) {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(options.split(" ")));
    command.add(last.toString());
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(programs().environment());
    ProgramRun run = ProgramRun.of(builder, LIMIT);
    assertThat(run.errors()).as("complaints of %s", command).isEmpty();
    assertThat(run.status()).as("status of %s", command).isZero();
    return run.output();
  }
}
