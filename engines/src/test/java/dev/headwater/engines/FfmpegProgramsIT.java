package dev.headwater.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FfmpegProgramsIT {
  @TempDir Path folder;

  @Test
  void theBundledOneEncodesAndProbesAClip() throws Exception {
    FfmpegPrograms bundled = FfmpegPrograms.bundled(EngineCache.ofUser());
    String clip = folder.resolve("clip.mp4").toString();
    String encode =
        "-nostdin -v error -f lavfi -i testsrc2=size=160x90:rate=25 -f lavfi -i sine -t 1"
            + " -c:v libx264 -preset ultrafast -c:a aac ";
    run(bundled, bundled.ffmpeg(), List.of((encode + clip).split(" ")));
    String probe = "-v error -show_entries stream=codec_name,duration -of csv=p=0 ";
    String streams = run(bundled, bundled.ffprobe(), List.of((probe + clip).split(" ")));
    assertThat(streams.lines()).containsExactly("h264,1.000000", "aac,1.000000");
  }

  @Test
  void withNoneOnThePathTheBundledOneIsTaken() {
    FfmpegPrograms programs =
        FfmpegPrograms.locate(EngineCache.ofUser(), Map.of("PATH", folder.toString()));
    assertThat(programs).isEqualTo(FfmpegPrograms.bundled(EngineCache.ofUser()));
  }

  @Test
  void oneOnThePathThatDoesNotWorkIsPassedOver() throws Exception {
    script("ffmpeg", "exit 1");
    script("ffprobe", "exit 1");
    FfmpegPrograms programs =
        FfmpegPrograms.locate(EngineCache.ofUser(), Map.of("PATH", folder.toString()));
    assertThat(programs.ffmpeg().getParent()).isNotEqualTo(folder);
  }

  @Test
  void oneOnThePathComesBeforeTheBundledOne() throws Exception {
    script("ffmpeg", "echo ' V..... libx264 x'; echo ' A..... aac x'");
    script("ffprobe", "exit 0");
    FfmpegPrograms programs =
        FfmpegPrograms.locate(EngineCache.ofUser(), Map.of("PATH", folder.toString()));
    assertThat(programs)
        .isEqualTo(
            new FfmpegPrograms(folder.resolve("ffmpeg"), folder.resolve("ffprobe"), Map.of()));
  }

  @Test
  void theNamedOneComesFirstAndMustWork() throws Exception {
    script("ffmpeg", "echo ' A..... aac x'");
    Map<String, String> environment = Map.of("FFMPEG_BIN", folder.resolve("ffmpeg").toString());
    assertThatThrownBy(() -> FfmpegPrograms.locate(EngineCache.ofUser(), environment))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("FFMPEG_BIN")
        .hasMessageContaining("no encoder libx264");
  }

  private void script(String name, String body) throws IOException {
    Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + body + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private static String run(FfmpegPrograms programs, Path program, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(programs.environment());
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
