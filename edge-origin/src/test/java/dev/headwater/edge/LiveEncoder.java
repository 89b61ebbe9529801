package dev.headwater.edge;

import dev.headwater.engines.FfmpegPrograms;
import dev.headwater.engines.testing.SharedEngines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The real ffmpeg, which pushes a moving picture and a tone to a channel as long as it runs. */
final class LiveEncoder implements AutoCloseable {
  private final Process process;

  private LiveEncoder(Process process) {
    this.process = process;
  }

  /** Each track on one request that lasts, in fragments of a third of a second. */
  static LiveEncoder pushing(int port, String channel, String key) throws IOException {
    String base = "http://127.0.0.1:" + port + "/ingest/" + channel + "/";
    String basic =
        Base64.getEncoder().encodeToString((channel + ":" + key).getBytes(StandardCharsets.UTF_8));
    String track =
        " -f mp4 -movflags +cmaf+empty_moov+default_base_moof+skip_trailer -frag_duration 333333"
            + " -method PUT -chunked_post 1 -headers HEADERS ";
    String line =
        "-nostdin -v error -re -f lavfi -i testsrc2=size=320x180:rate=30"
            + " -re -f lavfi -i sine=frequency=440:sample_rate=48000"
            + " -map 0 -c:v libx264 -preset ultrafast -tune zerolatency -pix_fmt yuv420p -g 60"
            + track
            + base
            + "180p.cmfv -map 1 -c:a aac"
            + track
            + base
            + "audio.cmfa";
    FfmpegPrograms programs = SharedEngines.ffmpeg();
    List<String> command = new ArrayList<>(List.of(programs.ffmpeg().toString()));
    for (String word : line.split(" ", -1)) {
      command.add(word.equals("HEADERS") ? "Authorization: Basic " + basic + "\r\n" : word);
    }
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.environment().putAll(programs.environment());
    return new LiveEncoder(builder.start());
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
