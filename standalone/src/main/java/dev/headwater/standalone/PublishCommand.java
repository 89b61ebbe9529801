package dev.headwater.standalone;

import dev.headwater.standalone.client.PublishRun;
import dev.headwater.standalone.client.Publishing;
import dev.headwater.standalone.client.VideoFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Uploads video files and follows their packaging. */
@Command(
    name = "publish",
    mixinStandardHelpOptions = true,
    versionProvider = HeadwaterVersion.class,
    description = "Uploads video files, follows the packaging, and prints where they play.",
    footer = {
      "",
      "Ends with a line 'hls: URL' for each title. Exit status 1 if any of them failed.",
      "An upload that breaks off goes on where it stopped, also when the command is started again.",
      "Logs in by HEADWATER_EMAIL and HEADWATER_PASSWORD, else by what 'headwater login' keeps, else,",
      "with a system on this machine that keeps its data in ./data, as its administrator."
    })
@SuppressWarnings("NullAway.Init") // filled by picocli
final class PublishCommand implements Callable<Integer> {
  enum Visibility {
    PUBLIC,
    PRIVATE;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Spec private CommandSpec spec;
  @Mixin private SystemOptions system;

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description =
          "Each becomes a title of its own; of a folder, each video file in it and in its folders.")
  private List<Path> files;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description =
          "Name of the title; with several files, each file's name is added. Default: the file's name.")
  private @Nullable String name;

  @Option(
      names = "--visibility",
      paramLabel = "WHO",
      defaultValue = "public",
      description = "${COMPLETION-CANDIDATES}: who may play it. Default: ${DEFAULT-VALUE}.")
  private Visibility visibility;

  @Override
  public Integer call() {
    List<Path> videos = files.stream().flatMap(file -> videos(file).stream()).distinct().toList();
    videos.forEach(this::check);
    Publishing publishing =
        Publishing.of(system.url(), visibility.toString(), Optional.ofNullable(name), videos);
    return PublishRun.run(publishing, system.json()) ? 0 : 1;
  }

  /** The file itself, or those of a folder. */
  private List<Path> videos(Path file) {
    if (!Files.isDirectory(file)) {
      return List.of(file);
    }
    try {
      List<Path> videos = VideoFiles.in(file);
      if (videos.isEmpty()) {
        throw misused(file + ": no video file in this folder");
      }
      return videos;
    } catch (IOException | UncheckedIOException e) {
      throw misused(file + ": may not be read");
    }
  }

  private void check(Path file) {
    if (!Files.exists(file)) {
      throw misused(file + ": no such file");
    }
    if (!Files.isRegularFile(file)) {
      throw misused(file + ": not a file (expected: a video file)");
    }
    if (!Files.isReadable(file)) {
      throw misused(file + ": may not be read");
    }
  }

  private ParameterException misused(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
