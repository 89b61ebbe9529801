package dev.headwater.standalone.up;

import dev.headwater.engines.FfmpegPrograms;
import dev.headwater.standalone.CommandFailure;
import dev.headwater.standalone.client.PublishRun;
import dev.headwater.standalone.client.PublishedTitle;
import dev.headwater.standalone.client.Publishing.NamedFile;
import dev.headwater.standalone.process.Shutdown;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Publishes a short generated clip as any client would, once for each data folder. */
final class Demo {
  /** Bounds the making of a few seconds of a small picture. */
  private static final Duration CLIP_LIMIT = Duration.ofMinutes(2);

  private static final List<String> CLIP =
      List.of(
          ("-nostdin -v error -y -f lavfi -i testsrc2=size=640x360:rate=25"
                  + " -f lavfi -i sine=frequency=440:sample_rate=48000 -t 12"
                  + " -c:v libx264 -preset veryfast -pix_fmt yuv420p -c:a aac")
              .split(" "));

  private final URI system;
  private final DataFolder folder;
  private final Shutdown shutdown;

  Demo(URI system, DataFolder folder, Shutdown shutdown) {
    this.system = system;
    this.folder = folder;
    this.shutdown = shutdown;
  }

  /** The page that plays the clip. */
  URI publish(FfmpegPrograms ffmpeg, String email, String password) {
    try {
      if (Files.exists(folder.demoTitle())) {
        return URI.create(system + "/watch/" + Files.readString(folder.demoTitle()).strip());
      }
      Path clip = makeClip(ffmpeg);
      PublishedTitle title =
          PublishRun.publish(system, email, password, new NamedFile(clip, "Demo clip"));
      Files.delete(clip);
      return switch (title) {
        case PublishedTitle.Ready ready -> {
          Files.writeString(folder.demoTitle(), ready.id() + "\n");
          yield ready.watch();
        }
        case PublishedTitle.Failed failed ->
            throw new CommandFailure("the demo clip was not published: " + failed.error());
      };
    } catch (IOException e) {
      throw new CommandFailure("the demo clip could not be made: " + e, e);
    }
  }

  private Path makeClip(FfmpegPrograms ffmpeg) throws IOException {
    Path clip = folder.root().resolve("demo.mp4");
    List<String> command = new ArrayList<>(List.of(ffmpeg.ffmpeg().toString()));
    command.addAll(CLIP);
    command.add(clip.toString());
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.environment().putAll(ffmpeg.environment());
    Process process = builder.start();
    shutdown.later("the making of the demo clip", process::destroyForcibly);
    try {
      if (!process.waitFor(CLIP_LIMIT.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new CommandFailure("ffmpeg did not make the demo clip");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("the start was broken off", e);
    }
    return clip;
  }
}
