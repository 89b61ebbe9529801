package dev.headwater.control;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Into a local directory. */
class ResumableUploadIT implements ResumableUploadContract {
  private static TestControlPlane control;

  @BeforeAll
  static void start() {
    control = TestControlPlane.start(Map.of());
  }

  @AfterAll
  static void stop() {
    control.close();
  }

  @Override
  public TestControlPlane control() {
    return control;
  }

  @Override
  public Path object(String key) {
    return control.store().resolve(key);
  }

  @Override
  public List<Path> leftovers() throws IOException {
    return Stream.of("uploads", ".parts", ".unfinished")
        .map(control.store()::resolve)
        .filter(Files::exists)
        .flatMap(ResumableUploadIT::files)
        .toList();
  }

  private static Stream<Path> files(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList().stream();
    } catch (IOException e) {
      return Stream.of(folder); // something was dropped meanwhile: look again
    }
  }
}
