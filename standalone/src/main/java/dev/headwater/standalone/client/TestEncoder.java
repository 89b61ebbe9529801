package dev.headwater.standalone.client;

import dev.headwater.engines.EngineCache;
import dev.headwater.engines.EngineException;
import dev.headwater.engines.FfmpegPrograms;
import dev.headwater.standalone.CommandFailure;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * ffmpeg that sends a test signal to a channel, until it is closed or this program ends. Confined
 * to one thread.
 */
final class TestEncoder implements AutoCloseable {
  private static final int TRIAL_SECONDS = 10;
  private static final int END_SECONDS = 5;

  private final Process process;
  private final Path words;

  private TestEncoder(Process process, Path words) {
    this.process = process;
    this.words = words;
  }

  /**
   * @param channel as those see it who may change it
   */
  static TestEncoder start(JsonObject channel, boolean rtmp) {
    FfmpegPrograms programs = programs();
    TestSignal signal = TestSignal.of(programs);
    JsonObject ingest = channel.getJsonObject("ingest");
    List<String> arguments =
        rtmp
            ? signal.rtmp(ingest.getString("rtmp"))
            : signal.cmaf(withLogin(ingest.getString("cmaf"), channel));
    try {
      Path words = Files.createTempFile("headwater-channel-test-", ".log");
      Process process = builder(programs, arguments).redirectError(words.toFile()).start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      return new TestEncoder(process, words);
    } catch (IOException e) {
      throw new CommandFailure("cannot start ffmpeg: " + e.getMessage(), e);
    }
  }

  private static String withLogin(String address, JsonObject channel) {
    return address.replaceFirst(
        "://", "://" + channel.getString("id") + ":" + channel.getString("streamKey") + "@");
  }

  private static FfmpegPrograms programs() {
    try {
      return FfmpegPrograms.locate(EngineCache.ofUser());
    } catch (EngineException e) {
      throw new CommandFailure(String.valueOf(e.getMessage()), e);
    }
  }

  private static ProcessBuilder builder(FfmpegPrograms programs, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(programs.ffmpeg().toString()));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(Redirect.DISCARD);
    builder.environment().putAll(programs.environment());
    return builder;
  }

  /** Whether it ends well. */
  static boolean runs(FfmpegPrograms programs, List<String> arguments) {
    try {
      Process trial = builder(programs, arguments).redirectError(Redirect.DISCARD).start();
      boolean ended = trial.waitFor(TRIAL_SECONDS, TimeUnit.SECONDS);
      trial.destroyForcibly();
      return ended && trial.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** The last thing that it said, where it has ended by itself. */
  Optional<String> end() {
    if (process.isAlive()) {
      return Optional.empty();
    }
    try {
      List<String> lines = Files.readAllLines(words);
      return Optional.of(lines.isEmpty() ? "status " + process.exitValue() : lines.getLast());
    } catch (IOException e) {
      return Optional.of("status " + process.exitValue());
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      Files.deleteIfExists(words);
    } catch (IOException left) {
      words.toFile().deleteOnExit();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
