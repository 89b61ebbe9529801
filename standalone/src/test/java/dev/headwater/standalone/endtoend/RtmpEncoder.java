package dev.headwater.standalone.endtoend;

import dev.headwater.engines.FfmpegPrograms;
import dev.headwater.engines.testing.SharedEngines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** ffmpeg with the settings that OBS sends, until it is closed. */
final class RtmpEncoder implements AutoCloseable {
  private final Process process;

  private RtmpEncoder(Process process) {
    this.process = process;
  }

  /**
   * @param url with the stream key
   */
  static RtmpEncoder start(String url) {
    FfmpegPrograms programs = SharedEngines.ffmpeg();
    String line =
        "-nostdin -v error -re -f lavfi -i testsrc2=size=320x180:rate=30"
            + " -re -f lavfi -i sine=frequency=440:sample_rate=48000"
            + " -c:v libx264 -preset ultrafast -tune zerolatency -pix_fmt yuv420p -r 30 -g 60"
            + " -b:v 400k -c:a aac -b:a 64k -f flv ";
    List<String> command = new ArrayList<>(List.of(programs.ffmpeg().toString()));
    command.addAll(List.of(line.strip().split(" ", -1)));
    command.add(url);
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.environment().putAll(programs.environment());
    try {
      return new RtmpEncoder(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
