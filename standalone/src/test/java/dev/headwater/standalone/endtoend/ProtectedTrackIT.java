package dev.headwater.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Common Encryption as ffmpeg understands it: one key for a track. */
class ProtectedTrackIT {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "live-video.mp4",
        "live-audio.mp4",
        "avc-slices.mp4",
        "hevc-slices.mp4",
        "ac3.mp4",
        "eac3.mp4",
        "opus.mp4",
        "flac.mp4"
      })
  void ffmpegDecodesTheSameFrames(String file) throws IOException {
    Path clear = ProtectedTracks.clear(file);
    Path written = written(file);
    assertThat(Ffmpeg.frames(written, "-decryption_key " + ProtectedTracks.FIRST.key()))
        .isEqualTo(Ffmpeg.frames(clear, ""));
  }

  private Path written(String file) throws IOException {
    byte[] bytes = ProtectedTracks.of(ProtectedTracks.clear(file), List.of(ProtectedTracks.FIRST));
    return Files.write(folder.resolve(file), bytes);
  }
}
