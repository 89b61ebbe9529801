package dev.headwater.control.packaging;

import dev.headwater.engines.FfmpegPrograms;
import dev.headwater.engines.testing.SharedEngines;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Makes small sources with ffmpeg, and asks ffprobe about files. */
final class TestClip {
  private static final FfmpegPrograms PROGRAMS = SharedEngines.ffmpeg();

  /** ISO/IEC 14496-12, section 8.3.2, version 0. */
  private static final int MATRIX_AFTER_TKHD = 4 + 40;

  private static final int[] QUARTER_TURN = {0, 0x10000, 0, -0x10000, 0, 0, 0, 0, 0x40000000};

  private TestClip() {}

  /** Moving pictures and a tone. */
  static Path of(Path file, String size, String rate, String seconds, String... options)
      throws IOException, InterruptedException {
    List<String> arguments =
        new ArrayList<>(
            List.of("-f", "lavfi", "-i", "testsrc2=s=" + size + ":r=" + rate + ":d=" + seconds));
    arguments.addAll(List.of("-f", "lavfi", "-i", "sine=440:r=48000:d=" + seconds));
    arguments.addAll(List.of("-c:v", "libx264", "-preset", "ultrafast", "-c:a", "aac"));
    arguments.addAll(List.of(options));
    return ffmpeg(file, arguments);
  }

  static Path ffmpeg(Path file, List<String> arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of(PROGRAMS.ffmpeg().toString(), "-nostdin", "-v", "error", "-y"));
    command.addAll(arguments);
    command.add(file.toString());
    output(command);
    return file;
  }

  /** Writes into the first track's header that it is to be shown turned by a quarter. */
  static Path turn(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int header = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("tkhd");
    ByteBuffer matrix = ByteBuffer.wrap(bytes).position(header + MATRIX_AFTER_TKHD);
    for (int value : QUARTER_TURN) {
      matrix.putInt(value);
    }
    return Files.write(file, bytes);
  }

  /** What ffprobe prints of the entries, one line a stream or frame. */
  static List<String> probe(Path file, String... options) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of(PROGRAMS.ffprobe().toString(), "-v", "error", "-of", "csv=p=0"));
    command.addAll(List.of(options));
    command.add(file.toString());
    return output(command).lines().filter(line -> !line.isBlank()).distinct().toList();
  }

  private static String output(List<String> command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(PROGRAMS.environment());
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + ": " + output);
    }
    return output;
  }
}
