package dev.headwater.control.packaging;

import dev.headwater.control.job.JobSettings;
import dev.headwater.platform.publication.Publication;
import dev.headwater.platform.settings.Setting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a packaging worker may use, and what it refuses. Immutable. */
public record PackagingSettings(
    @Setting(value = "work", doc = "Folder for sources and renditions while they are worked on.")
        Path workDir,
    @Setting(
            value = ANY_FFMPEG,
            doc =
                "The program ffmpeg: a path, or a name on the search path. Left alone: FFMPEG_BIN, else one on the search path, else the bundled one.")
        String ffmpeg,
    @Setting(
            value = ANY_FFPROBE,
            doc =
                "The program ffprobe: a path, or a name on the search path. Left alone: the one beside ffmpeg.")
        String ffprobe,
    @Setting(doc = "Folder of the libraries that ffmpeg and ffprobe link to, if not the system's.")
        Optional<Path> libraryPath,
    @Setting(value = "1", doc = "How many jobs run at once.") int concurrency,
    @Setting(value = "0", doc = "Threads of each encoder; 0 is one for each processor.")
        int threads,
    @Setting(value = "60s", doc = "An ffmpeg without progress for this long is killed.")
        Duration silence,
    @Setting(value = "12h", doc = "Longest source that is packaged.") Duration maxDuration,
    @Setting(value = "8192", doc = "Longest side of a source that is packaged, in pixels.")
        int maxSide,
    @Setting(
            value = "none",
            doc =
                "How the segments of private titles are encrypted: none, or aes-128, which needs sealing-keys and has no DASH.")
        Encryption encryption,
    @Setting(
            value = "-18",
            doc =
                "How loud the sound of titles is made, in LUFS (EBU R 128), as far as its peaks allow; 0: it stays as loud as it is.")
        int loudness,
    JobSettings jobs) {

  private static final String ANY_FFMPEG = "ffmpeg";
  private static final String ANY_FFPROBE = "ffprobe";

  /** What is below is hardly heard, what is above is hardly to be had without distortion. */
  private static final int QUIETEST = -36;

  private static final int LOUDEST = -9;

  /** More threads only make an encoder's latency and memory grow. */
  private static final int MAX_THREADS = 16;

  public PackagingSettings {
    if (concurrency < 1) {
      throw new IllegalArgumentException("concurrency: " + concurrency + " (expected: > 0)");
    }
    if (threads < 0 || threads > MAX_THREADS) {
      throw new IllegalArgumentException("threads: " + threads + " (expected: 0 to 16)");
    }
    if (silence.toSeconds() < 1) {
      throw new IllegalArgumentException("silence: " + silence + " (expected: at least 1s)");
    }
    if (maxDuration.isZero()) {
      throw new IllegalArgumentException("max-duration: 0s (expected: > 0)");
    }
    if (loudness != 0 && (loudness < QUIETEST || loudness > LOUDEST)) {
      throw new IllegalArgumentException(
          "loudness: " + loudness + " (expected: " + QUIETEST + " to " + LOUDEST + ", or 0)");
    }
    if (maxSide < 1) {
      throw new IllegalArgumentException("max-side: " + maxSide + " (expected: > 0)");
    }
  }

  /** Whether they leave it to the worker to find the programs. */
  public boolean anyProgramsDo() {
    return ffmpeg.equals(ANY_FFMPEG) && ffprobe.equals(ANY_FFPROBE) && libraryPath.isEmpty();
  }

  /** The same, but for programs that were found. */
  public PackagingSettings with(Path ffmpegFound, Path ffprobeFound, Optional<Path> libraries) {
    return new PackagingSettings(
        workDir,
        ffmpegFound.toString(),
        ffprobeFound.toString(),
        libraries,
        concurrency,
        threads,
        silence,
        maxDuration,
        maxSide,
        encryption,
        loudness,
        jobs);
  }

  /**
   * Whether a title has to be encrypted.
   *
   * @param visibility of the title
   */
  boolean encrypts(Publication.Visibility visibility) {
    return encryption == Encryption.AES_128 && visibility == Publication.Visibility.PRIVATE;
  }

  public int encoderThreads() {
    return threads > 0
        ? threads
        : Math.min(Runtime.getRuntime().availableProcessors(), MAX_THREADS);
  }

  /** Variables to set when running either program. */
  public Map<String, String> environment() {
    return libraryPath.map(path -> Map.of("LD_LIBRARY_PATH", path.toString())).orElse(Map.of());
  }

  /** What both programs are told of a file that nobody knows. */
  List<String> untrustedInput() {
    long maxPixels = (long) maxSide * maxSide;
    return List.of(
        "-protocol_whitelist",
        "file",
        "-format_whitelist",
        String.join(",", SourceFormats.DEMUXERS),
        "-max_pixels",
        Long.toString(maxPixels));
  }
}
