package dev.headwater.control.encoding;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real encoder with the settings that OBS Studio has for streaming. */
final class TestEncoder implements AutoCloseable {
  private final Process process;
  private final Path log;

  private TestEncoder(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Publishes 640x360 at 30 frames a second with a tone, as fast as it plays. */
  static TestEncoder rtmp(Path folder, String url) throws IOException {
    return start(folder, List.of("-f", "flv", url));
  }

  static TestEncoder srt(Path folder, String url) throws IOException {
    return start(folder, List.of("-f", "mpegts", url));
  }

  private static TestEncoder start(Path folder, List<String> output) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(TestLive.programs().ffmpeg().toString());
    command.addAll(List.of("-hide_banner", "-nostdin", "-loglevel", "error"));
    command.addAll(List.of("-re", "-f", "lavfi", "-i", "testsrc2=s=640x360:r=30"));
    command.addAll(List.of("-re", "-f", "lavfi", "-i", "sine=r=48000"));
    command.addAll(List.of("-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency"));
    command.addAll(List.of("-pix_fmt", "yuv420p", "-b:v", "1000k", "-g", "60"));
    command.addAll(List.of("-c:a", "aac", "-b:a", "128k", "-ac", "2"));
    command.addAll(output);
    Path log = Files.createTempFile(folder, "encoder", ".log");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(TestLive.programs().environment());
    return new TestEncoder(
        builder.redirectErrorStream(true).redirectOutput(log.toFile()).start(), log);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  boolean endsWithin(Duration limit) throws InterruptedException {
    return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  String log() throws IOException {
    return Files.readString(log, StandardCharsets.UTF_8);
  }

  /** As a person who stops streaming. */
  void leave() throws InterruptedException {
    process.destroy();
    process.waitFor();
  }

  /** As a machine that loses its power. */
  void freeze() throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-STOP", Long.toString(process.pid())).start().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
