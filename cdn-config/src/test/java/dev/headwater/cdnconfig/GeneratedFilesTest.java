package dev.headwater.cdnconfig;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.cachepolicy.yaml.PolicyReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Holds {@code generated/} to the shipped policy. With {@code -Ddocs.write=true} the files are
 * written anew: {@code ./mvnw test -pl cdn-config -am -Dtest=GeneratedFilesTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Ddocs.write=true}.
 */
class GeneratedFilesTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("headwater.root", ".."), "cdn-config", "generated");

  @ParameterizedTest
  @EnumSource
  void theFilesSayWhatTheShippedPolicySays(Cdn cdn) throws IOException {
    RenderedConfiguration rendered = cdn.render(PolicyReader.shipped(), Site.USUAL);
    Path folder = FOLDER.resolve(cdn.name().toLowerCase(Locale.ROOT));
    for (RenderedFile one : rendered.files()) {
      Path file = folder.resolve(one.name());
      if (Boolean.getBoolean("docs.write")) {
        Files.createDirectories(folder);
        Files.writeString(file, one.text());
      }
      assertThat(file).as("written anew by -Ddocs.write=true").hasContent(one.text());
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).hasSameSizeAs(rendered.files());
    }
    assertThat(rendered.unexpressed())
        .isNotEmpty()
        .allSatisfy(one -> assertThat(rendered.text()).contains(one));
  }
}
