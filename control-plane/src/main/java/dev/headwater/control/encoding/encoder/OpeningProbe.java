package dev.headwater.control.encoding.encoder;

import dev.headwater.control.packaging.ProbeReport;
import dev.headwater.control.packaging.SourceMedia;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Finds out what an encoder sends, by ffprobe. Blocks. */
final class OpeningProbe {
  /** What it looks at is in memory. */
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private static final String ENTRIES =
      "format=format_name,duration,start_time"
          + ":stream=index,codec_type,codec_name,width,height,sample_aspect_ratio,field_order"
          + ",r_frame_rate,avg_frame_rate,start_time,channels,sample_rate"
          + ":stream_disposition=default,attached_pic,timed_thumbnails";

  private OpeningProbe() {}

  /** Fails where it is nothing that can be encoded. */
  static SourceMedia probe(EncoderSettings settings, byte[] opening)
      throws EncoderException, InterruptedException {
    try {
      SourceMedia media = ProbeReport.read(new JsonObject(report(settings, opening)));
      if (media.video().isEmpty() && media.audio().isEmpty()) {
        throw new EncoderException("it holds neither pictures nor sound that can be decoded");
      }
      return media;
    } catch (IOException | DecodeException | ClassCastException e) {
      throw new EncoderException("its tracks can't be told", e);
    }
  }

  private static String report(EncoderSettings settings, byte[] opening)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command(settings));
    builder.environment().putAll(settings.environment());
    builder.redirectError(Redirect.DISCARD);
    Process process = builder.start();
    Thread writing = Thread.ofPlatform().daemon().start(() -> write(process, opening));
    Thread limit = Thread.ofVirtual().start(() -> killLate(process));
    try {
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } finally {
      process.destroyForcibly();
      limit.interrupt();
      writing.join();
    }
  }

  private static List<String> command(EncoderSettings settings) {
    return List.of(
        settings.ffprobe(),
        "-v",
        "quiet",
        "-protocol_whitelist",
        "pipe",
        "-format_whitelist",
        "flv",
        "-print_format",
        "json",
        "-show_entries",
        ENTRIES,
        "-f",
        "flv",
        "-i",
        "pipe:0");
  }

  /** ffprobe ends as soon as it knows enough. */
  private static void write(Process process, byte[] opening) {
    try (OutputStream in = process.getOutputStream()) {
      in.write(opening);
    } catch (IOException e) {
      return; // its report says whether it was enough
    }
  }

  private static void killLate(Process process) {
    try {
      if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      return; // it has ended
    }
  }
}
