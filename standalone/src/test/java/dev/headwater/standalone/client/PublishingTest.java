package dev.headwater.standalone.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.standalone.client.Publishing.NamedFile;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PublishingTest {
  @Test
  void oneFileTakesTheName() {
    assertThat(names("A film", "a.mp4")).containsExactly("A film");
  }

  @Test
  void severalFilesAddTheirOwnNames() {
    assertThat(names("Course", "one.mp4", "two.b.mov"))
        .containsExactly("Course - one", "Course - two.b");
  }

  @Test
  void withoutANameTheFilesNameStands() {
    assertThat(names(null, "folder/film.mp4", "noextension", ".hidden"))
        .containsExactly("film", "noextension", ".hidden");
  }

  private static List<String> names(
      @org.jspecify.annotations.Nullable String name, String... files) {
    List<Path> paths = Arrays.stream(files).map(Path::of).toList();
    URI system = URI.create("http://localhost:8080");
    return Publishing.of(system, "public", Optional.ofNullable(name), paths).files().stream()
        .map(NamedFile::name)
        .toList();
  }
}
