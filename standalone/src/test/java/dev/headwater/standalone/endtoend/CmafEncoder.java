package dev.headwater.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.engines.FfmpegPrograms;
import dev.headwater.engines.testing.SharedEngines;
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
      "-nostdin -v fatal PACE-f lavfi -i testsrc2=size=320x180:rate=30,hue=h=HUE"
          + " PACE-f lavfi -i sine=frequency=TONE:sample_rate=48000";

  /** As time goes by. */
  private static final String REAL_TIME = "-re ";

  private static final int SLATE_SECONDS = 4;

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

  static CmafEncoder start(IngestAddress address) {
    CmafEncoder encoder = new CmafEncoder(process(address, REAL_TIME, ""));
    Runtime.getRuntime().addShutdownHook(new Thread(encoder.process::destroyForcibly));
    return encoder;
  }

  /** Pushes a few seconds, as fast as they are taken, and returns when they are there. */
  static void pushSlate(IngestAddress address) throws InterruptedException {
    Process process = process(address.slate(), "", " -t " + SLATE_SECONDS);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).as("the slate is pushed").isTrue();
    assertThat(process.exitValue()).isZero();
  }

  private static Process process(IngestAddress address, String pace, String length) {
    FfmpegPrograms programs = SharedEngines.ffmpeg();
    int run = RUNS.incrementAndGet();
    String base = address.withLogIn();
    String line =
        SOURCES
                .replace("PACE", pace)
                .replace("HUE", "" + 40 * run)
                .replace("TONE", "" + (400 + 20 * run))
            + (PICTURES + length + TRACK + base + "180p.cmfv")
            + (" -map 1 -c:a aac -b:a 64k" + length + TRACK + base + "audio.cmfa");
    List<String> command = new ArrayList<>(List.of(programs.ffmpeg().toString()));
    command.addAll(List.of(line.split(" ", -1)));
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.environment().putAll(programs.environment());
    try {
      return builder.start();
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
