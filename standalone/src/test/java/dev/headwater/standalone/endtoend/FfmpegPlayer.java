package dev.headwater.standalone.endtoend;

import dev.headwater.engines.FfmpegPrograms;
import dev.headwater.engines.testing.SharedEngines;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * ffmpeg that decodes a live stream at the speed of a viewer: what it tells of its progress is
 * where a viewer would be. Thread-safe.
 */
final class FfmpegPlayer implements Player {
  /**
   * It tells where it is so often, in seconds; a picture that stands for three times that, stalls.
   */
  private static final String PROGRESS_SECONDS = "0.5";

  private static final long STALL_NANOS = TimeUnit.MILLISECONDS.toNanos(1500);
  private static final String POSITION = "out_time_us=";
  private static final String FRAMES = "frame=";
  private static final Pattern START = Pattern.compile("Duration: .*start: ([0-9.]+)");

  /** Frames of our encoder in a second: their number goes on where times begin anew. */
  private static final double FRAME_RATE = 30;

  private final Process process;
  private final Instant begun;
  private final long started = System.nanoTime();
  private final List<Double> latencies = new ArrayList<>();
  private final List<String> errors = new ArrayList<>();
  private OptionalDouble startMillis = OptionalDouble.empty();
  private double firstSeconds;
  private double seconds;
  private long moved;
  private int stalls;
  private long stalledNanos;

  private FfmpegPlayer(Process process, Instant begun) {
    this.process = process;
    this.begun = begun;
  }

  /**
   * @param begun the date of the media's time 0
   */
  static FfmpegPlayer start(URI hls, Instant begun) {
    FfmpegPrograms programs = SharedEngines.ffmpeg();
    List<String> command = new ArrayList<>(List.of(programs.ffmpeg().toString()));
    command.addAll(
        List.of(
            "-nostdin -v level+info -nostats -re -i %s -map 0 -fps_mode passthrough -progress pipe:1 -stats_period %s -f null -"
                .formatted(hls, PROGRESS_SECONDS)
                .split(" ")));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(programs.environment());
    try {
      FfmpegPlayer player = new FfmpegPlayer(builder.start(), begun);
      Runtime.getRuntime().addShutdownHook(new Thread(player.process::destroyForcibly));
      Thread _ = Thread.startVirtualThread(() -> player.read(player.process.inputReader(), true));
      Thread _ = Thread.startVirtualThread(() -> player.read(player.process.errorReader(), false));
      return player;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read(BufferedReader lines, boolean progress) {
    lines
        .lines()
        .forEach(line -> {
          if (!progress) {
            heard(line);
          } else if (line.startsWith(FRAMES)) {
            at(Long.parseLong(line.substring(FRAMES.length()).strip()) / FRAME_RATE);
          } else if (line.startsWith(POSITION) && !line.endsWith("N/A")) {
            latency(Long.parseLong(line.substring(POSITION.length())) / 1e6);
          }
        });
  }

  /** What it says of the input, and complaints. */
  private synchronized void heard(String line) {
    Matcher start = START.matcher(line);
    if (start.find() && firstSeconds == 0) {
      firstSeconds = Double.parseDouble(start.group(1));
    } else if (line.contains("[error]") || line.contains("[fatal]")) {
      errors.add(line);
    }
  }

  private synchronized void at(double position) {
    long now = System.nanoTime();
    if (position <= seconds) {
      return;
    }
    if (startMillis.isEmpty()) {
      startMillis = OptionalDouble.of((now - started) / 1e6);
    } else if (now - moved > STALL_NANOS) {
      stalls++;
      stalledNanos += now - moved;
    }
    seconds = position;
    moved = now;
  }

  private synchronized void latency(double mediaSeconds) {
    Duration since = Duration.between(begun, Instant.now());
    latencies.add(since.toMillis() / 1e3 - firstSeconds - mediaSeconds);
  }

  @Override
  public synchronized Figures figures() {
    boolean stands = startMillis.isPresent() && System.nanoTime() - moved > STALL_NANOS;
    long standing = stands ? System.nanoTime() - moved : 0;
    return new Figures(
        startMillis,
        seconds,
        new Figures.Stalls(stalls + (stands ? 1 : 0), (stalledNanos + standing) / 1e6, 0, 0),
        List.copyOf(latencies),
        List.copyOf(errors),
        0,
        process.isAlive() ? Optional.empty() : Optional.of("ended: " + process.exitValue()));
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
