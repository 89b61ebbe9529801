package dev.headwater.cdnconfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.cachepolicy.CachePolicy;
import dev.headwater.cachepolicy.yaml.PolicyReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Holds {@code generated/functions/} to the functions and the shipped policy. With {@code
 * -Ddocs.write=true} the files are written anew, as those of {@link GeneratedFilesTest} are.
 */
class GeneratedFunctionsTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("headwater.root", ".."), "cdn-config", "generated", "functions");

  /** What counts of queries is the policy's, and may be much. */
  @Test
  void whatIsTooLargeForTheHostIsRefused() {
    String names =
        IntStream.range(0, 32)
            .mapToObj("a-parameter-with-a-long-name-%d"::formatted)
            .collect(Collectors.joining(", ", "key: [", "]"));
    CachePolicy policy =
        PolicyReader.read("p", PolicyReader.shippedText().yaml().replaceAll("key: \\[]", names));
    assertThatThrownBy(() -> FunctionHost.CLOUDFRONT.render(policy))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching(
            "key\\.js: \\d+ bytes \\(expected: <= 10240, which CloudFront takes\\)");
    assertThat(FunctionHost.NGINX.render(policy)).isNotEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void theFilesAreWhatTheHostTakes(FunctionHost host) throws IOException {
    List<RenderedFile> rendered = host.render(PolicyReader.shipped());
    Path folder = FOLDER.resolve(host.word());
    for (RenderedFile one : rendered) {
      Path file = folder.resolve(one.name());
      if (Boolean.getBoolean("docs.write")) {
        Files.createDirectories(folder);
        Files.writeString(file, one.text());
      }
      assertThat(file).as("written anew by -Ddocs.write=true").hasContent(one.text());
      assertThat(one.text().getBytes(StandardCharsets.UTF_8))
          .hasSizeLessThan(FunctionHost.MOST_BYTES);
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).hasSameSizeAs(rendered);
    }
  }
}
