package dev.headwater.control.encoding.encoder;

import dev.headwater.control.encoding.push.PushTarget;
import dev.headwater.control.encoding.push.SlatePush;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the slate of a channel and pushes it, beside its encoding: a channel without one holds its
 * last playlist. Has a virtual thread to itself.
 */
final class SlateRun {
  private static final Logger LOGGER = LoggerFactory.getLogger(SlateRun.class);

  /** An encoder that has just come needs the processor more; none is stale so soon. */
  private static final Duration LATER = Duration.ofSeconds(3);

  /** For a few seconds of one picture. */
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final EncoderSettings settings;
  private final LivePlan plan;
  private final PushTarget target;

  private SlateRun(EncoderSettings settings, LivePlan plan, PushTarget target) {
    this.settings = settings;
    this.plan = plan;
    this.target = target;
  }

  /** Ends when it is interrupted. */
  static Thread start(EncoderSettings settings, LivePlan plan, PushTarget target) {
    SlateRun run = new SlateRun(settings, plan, target);
    return Thread.ofVirtual().name("slate-" + target.channelId()).start(run::run);
  }

  private void run() {
    try {
      Thread.sleep(LATER);
      Path folder = Files.createTempDirectory("headwater-slate-");
      try {
        encode(folder);
        for (LiveTrack track : plan.tracks()) {
          SlatePush.push(target, track.file(), Files.readAllBytes(folder.resolve(track.file())));
        }
      } finally {
        delete(folder, plan.tracks());
      }
    } catch (IOException e) {
      LOGGER.warn("channel {} has no slate: {}", target.channelId(), e.getMessage());
    } catch (InterruptedException e) {
      LOGGER.debug("channel {} ended before its slate was made", target.channelId());
    }
  }

  private void encode(Path folder) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(SlateCommand.of(settings, plan))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(Redirect.DISCARD);
    builder.environment().putAll(settings.environment());
    Process process = builder.start();
    try {
      if (!process.waitFor(LIMIT) || process.exitValue() != 0) {
        throw new IOException("ffmpeg made none");
      }
    } finally {
      process.destroyForcibly();
    }
  }

  private static void delete(Path folder, List<LiveTrack> tracks) throws IOException {
    for (LiveTrack track : tracks) {
      Files.deleteIfExists(folder.resolve(track.file()));
    }
    Files.deleteIfExists(folder);
  }
}
