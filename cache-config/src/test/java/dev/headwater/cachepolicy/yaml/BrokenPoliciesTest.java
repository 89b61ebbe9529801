package dev.headwater.cachepolicy.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each file of {@code src/test/policies/broken} is refused with what its first line says; {@code
 * headwater policy check cache-config/src/test/policies/broken} shows them all.
 */
class BrokenPoliciesTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("headwater.root", ".."), "cache-config/src/test/policies/broken");

  private static final String SAYS = "# says: ";

  /** Of a second on a machine that has nothing else to do; what blows up takes minutes. */
  private static final Duration BOUND = Duration.ofSeconds(60);

  @TempDir Path folder;

  static List<Path> broken() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("broken")
  void aBrokenPolicyIsRefusedWithLineKeyAndExpectation(Path file) throws IOException {
    String first =
        Files.readString(file, StandardCharsets.ISO_8859_1).lines().findFirst().orElseThrow();
    assertThat(first).startsWith(SAYS);
    String says =
        new String(
            first.substring(SAYS.length()).getBytes(StandardCharsets.ISO_8859_1),
            StandardCharsets.UTF_8);
    assertTimeout(
        BOUND,
        () ->
            assertThatThrownBy(() -> PolicyReader.checked(file))
                .isInstanceOf(PolicyException.class)
                .message()
                .startsWith(file.toString())
                .contains(says)
                .hasSizeLessThan(2_000));
  }

  static List<String> large() {
    String rule = "  - { title: t, kinds: [image], lifetimes: {} }\n";
    return List.of(
        "overrides:\n" + rule.repeat(20_000),
        "kinds:\n" + "  - {}\n".repeat(120_000),
        "kinds: [" + "{},".repeat(300_000) + "]\n",
        "kinds: " + "[".repeat(1_000_000),
        "kinds: " + "{a: ".repeat(200_000),
        "? ".repeat(500_000),
        "- ".repeat(500_000),
        "kinds: " + "a".repeat(1_000_000),
        "kinds: " + "\"\\u0061".repeat(100_000),
        "\n".repeat(1_000_000),
        "#".repeat(1_000_000),
        "&a ".repeat(300_000),
        "!".repeat(1_000_000),
        "a: &a [" + "*a,".repeat(300_000) + "]",
        "kinds:\n" + "  k: 1\n".repeat(140_000));
  }

  @ParameterizedTest
  @MethodSource("large")
  void whatIsLargeIsRefusedSoon(String yaml) {
    assertTimeout(
        BOUND,
        () ->
            assertThatThrownBy(() -> PolicyReader.checked(new PolicyText("p.yaml", yaml)))
                .isInstanceOf(PolicyException.class)
                .message()
                .startsWith("p.yaml")
                .hasSizeLessThan(2_000));
  }

  @Test
  void ofAFileThatIsTooLongNoMoreIsReadThanTells() throws IOException {
    Path endless = Path.of("/dev/zero");
    Path long_ = folder.resolve("p.yaml");
    Files.writeString(long_, "# a comment\n".repeat(1 << 18));
    for (Path file : List.of(endless, long_)) {
      assertThatThrownBy(() -> PolicyReader.checked(file))
          .isInstanceOf(PolicyException.class)
          .hasMessageContaining("more than 1048576 bytes (expected: at most so many)");
    }
  }

  /** The most that templates may have is what takes longest to hold together. */
  @Test
  void templatesThatAreAlikeAreHeldTogetherSoon() {
    String shipped = PolicyReader.resource(PolicyReader.SHIPPED);
    StringBuilder alike = new StringBuilder();
    int n = 0;
    for (String line : shipped.lines().toList()) {
      boolean match = line.startsWith("    match: ");
      alike
          .append(match ? "    match: " + "/a{w}aaaa{x}aaa{y}aa{z}" + "a".repeat(30) + n++ : line)
          .append('\n');
    }
    String policy = alike.toString().replaceAll("tags: .*", "tags: []");
    assertTimeout(BOUND, () -> PolicyReader.read("p.yaml", policy));
  }
}
