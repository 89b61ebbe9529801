package dev.headwater.engines;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * The programs ffmpeg and ffprobe, with encoders for H.264 (libx264) and AAC. Immutable.
 *
 * @param environment variables to set when running either of them
 */
public record FfmpegPrograms(Path ffmpeg, Path ffprobe, Map<String, String> environment) {
  /** Names an ffmpeg to prefer; ffprobe is beside it. */
  private static final String VARIABLE = "FFMPEG_BIN";

  private static final String BUNDLE = "org/bytedeco/ffmpeg/linux-x86_64-gpl/";
  private static final List<String> ENCODERS = List.of(" libx264 ", " aac ");

  public FfmpegPrograms {
    environment = Map.copyOf(environment);
  }

  /**
   * The one that {@code FFMPEG_BIN} names, else a usable one on the search path, else the bundled
   * one, unpacked below {@code cache}.
   */
  public static FfmpegPrograms locate(Path cache) {
    return locate(cache, System.getenv());
  }

  static FfmpegPrograms locate(Path cache, Map<String, String> environment) {
    String named = environment.getOrDefault(VARIABLE, "");
    if (!named.isBlank()) {
      return named(Path.of(named));
    }
    return onPath(environment.getOrDefault("PATH", "")).orElseGet(() -> bundled(cache));
  }

  /** The one from the artifact, whatever else is installed. */
  public static FfmpegPrograms bundled(Path cache) {
    Path folder =
        UnpackedArtifact.folder(cache, "/" + BUNDLE + "ffmpeg", FfmpegPrograms::unpackBundle);
    FfmpegPrograms bundled =
        new FfmpegPrograms(
            folder.resolve("ffmpeg"),
            folder.resolve("ffprobe"),
            Map.of("LD_LIBRARY_PATH", folder.toString()));
    bundled
        .defect()
        .ifPresent(defect -> {
          throw new EngineException("the bundled ffmpeg does not work here: " + defect);
        });
    return bundled;
  }

  private static FfmpegPrograms named(Path ffmpeg) {
    FfmpegPrograms named = new FfmpegPrograms(ffmpeg, ffmpeg.resolveSibling("ffprobe"), Map.of());
    named
        .defect()
        .ifPresent(defect -> {
          throw new EngineException(VARIABLE + ": " + ffmpeg + ": " + defect);
        });
    return named;
  }

  private static Optional<FfmpegPrograms> onPath(String searchPath) {
    return ProgramPath.find("ffmpeg", searchPath)
        .flatMap(ffmpeg ->
            ProgramPath.find("ffprobe", searchPath)
                .map(ffprobe -> new FfmpegPrograms(ffmpeg, ffprobe, Map.of())))
        .filter(programs -> programs.defect().isEmpty());
  }

  /** What keeps these programs from being used; empty if nothing does. */
  private Optional<String> defect() {
    Optional<String> encoders = output(ffmpeg, "-encoders");
    if (encoders.isEmpty()) {
      return Optional.of("ffmpeg does not run");
    }
    for (String encoder : ENCODERS) {
      if (!encoders.get().contains(encoder)) {
        return Optional.of("no encoder" + encoder.stripTrailing());
      }
    }
    return output(ffprobe, "-version").isEmpty()
        ? Optional.of("ffprobe does not run (expected beside ffmpeg)")
        : Optional.empty();
  }

  /** What the program prints, if it ends well. */
  private Optional<String> output(Path program, String option) {
    if (!Files.isExecutable(program)) {
      return Optional.empty();
    }
    ProcessBuilder builder = new ProcessBuilder(program.toString(), "-hide_banner", option);
    builder.redirectErrorStream(true).redirectInput(Path.of("/dev/null").toFile());
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? Optional.of(output) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /**
   * Takes the programs and the libraries they link to; the JNI libraries beside them are for
   * another use.
   */
  private static void unpackBundle(JarFile jar, Path folder) throws IOException {
    for (JarEntry entry : jar.stream().filter(e -> isNeeded(e.getName())).toList()) {
      String name = entry.getName().substring(BUNDLE.length());
      UnpackedArtifact.copyProgram(jar, entry.getName(), folder.resolve(name));
    }
  }

  private static boolean isNeeded(String entry) {
    return entry.startsWith(BUNDLE)
        && (entry.endsWith("/ffmpeg")
            || entry.endsWith("/ffprobe")
            || entry.matches(".*/lib[^/]*\\.so\\.[^/]*"));
  }
}
