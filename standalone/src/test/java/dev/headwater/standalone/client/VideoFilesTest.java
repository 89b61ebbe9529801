package dev.headwater.standalone.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VideoFilesTest {
  @TempDir Path folder;

  @Test
  void videosAreFoundInOrderAndNothingElse() throws IOException {
    for (String name :
        new String[] {
          "b.MP4",
          "a.mkv",
          "season 1/02.ts",
          "season 1/01.ts",
          "notes.txt",
          "mp4",
          ".hidden.mp4",
          ".trash/old.mp4"
        }) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "x");
    }
    assertThat(VideoFiles.in(folder))
        .map(file -> folder.relativize(file).toString())
        .containsExactly("a.mkv", "b.MP4", "season 1/01.ts", "season 1/02.ts");
  }
}
