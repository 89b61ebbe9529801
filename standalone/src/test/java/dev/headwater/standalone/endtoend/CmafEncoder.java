package dev.headwater.standalone.endtoend;

import dev.headwater.engines.FfmpegPrograms;
import dev.headwater.engines.testing.SharedEngines;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * ffmpeg that pushes a small moving picture and a tone to a channel as CMAF, until it is closed.
 */
final class CmafEncoder implements AutoCloseable {
  /** No two runs send the same: what comes twice at one place is taken once. */
  private static final String SOURCES =
      "-nostdin -v fatal -re -f lavfi -i testsrc2=size=320x180:rate=30,hue=h=HUE"
          + " -re -f lavfi -i sine=frequency=TONE:sample_rate=48000";

  private static final AtomicInteger RUNS = new AtomicInteger();

  private static final String PICTURES =
      " -map 0 -c:v libx264 -preset ultrafast -tune zerolatency -pix_fmt yuv420p -g 60 -b:v 300k";

  /** Fragments of a third of a second, each a part. */
  private static final String TRACK =
      " -f mp4 -movflags +cmaf+empty_moov+default_base_moof+skip_trailer -frag_duration 333333"
          + " -method PUT -chunked_post 1 ";

  private final Process process;

  private CmafEncoder(Process process) {
    this.process = process;
  }

  /**
   * @param channel as its owner sees it
   */
  static CmafEncoder start(JsonObject channel) {
    FfmpegPrograms programs = SharedEngines.ffmpeg();
    String login = "://" + channel.getString("id") + ":" + channel.getString("streamKey") + "@";
    String base = channel.getJsonObject("ingest").getString("cmaf").replace("://", login);
    int run = RUNS.incrementAndGet();
    String line =
        SOURCES.replace("HUE", "" + 40 * run).replace("TONE", "" + (400 + 20 * run))
            + (PICTURES + TRACK + base + "180p.cmfv")
            + (" -map 1 -c:a aac -b:a 64k" + TRACK + base + "audio.cmfa");
    List<String> command = new ArrayList<>(List.of(programs.ffmpeg().toString()));
    command.addAll(List.of(line.split(" ", -1)));
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.environment().putAll(programs.environment());
    try {
      Process process = builder.start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      return new CmafEncoder(process);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Without a word to anybody. */
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
