package dev.headwater.platform.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
  enum Colour {
    RED,
    DARK_BLUE
  }

  record Key(String kid, @Setting(value = "", doc = "") Secret secret) {}

  record Inner(
      @Setting(value = "64KiB", doc = "A size.") DataSize maxSize,
      @Setting(value = "5s", doc = "A wait.") Duration timeOut) {
    Inner {
      if (timeOut.isZero()) {
        throw new IllegalArgumentException("time-out: 0 (expected: > 0)");
      }
    }
  }

  record Outer(
      @Setting(value = "8080", doc = "A port.") int port,
      @Setting(value = "red", doc = "A colour.") Colour colour,
      @Setting(value = "false", doc = "A truth.") boolean verbose,
      @Setting(doc = "An address.") Optional<URI> address,
      Inner inner,
      @Setting(doc = "Names.") List<String> names,
      @Setting(doc = "Keys.") List<Key> keys) {}

  @TempDir Path folder;

  @Test
  void defaultsFillWhatNobodySays() {
    assertThat(bind(Map.of()))
        .isEqualTo(
            new Outer(
                8080,
                Colour.RED,
                false,
                Optional.empty(),
                new Inner(new DataSize(65_536), Duration.ofSeconds(5)),
                List.of(),
                List.of()));
  }

  @Test
  void aFileIsRead() {
    Path file =
        file(
            """
            port: 9000
            colour: dark-blue
            verbose: true
            address: http://localhost:1
            inner:
              max-size: 1MiB
              time-out: 250ms
            names: [a, b]
            keys:
              - kid: k1
                secret: s1
            """);
    assertThat(Settings.load(Outer.class, file, Map.of()))
        .isEqualTo(
            new Outer(
                9000,
                Colour.DARK_BLUE,
                true,
                Optional.of(URI.create("http://localhost:1")),
                new Inner(DataSize.ofMebibytes(1), Duration.ofMillis(250)),
                List.of("a", "b"),
                List.of(new Key("k1", new Secret("s1")))));
  }

  @Test
  void theEnvironmentIsStrongerThanTheFile() {
    Outer outer =
        Settings.load(
            Outer.class,
            file("inner:\n  max-size: 1MiB\n"),
            Map.of("HEADWATER_INNER_MAX_SIZE", "2MiB", "HEADWATER_NAMES", "x, y", "OTHER", "z"));
    assertThat(outer.inner().maxSize()).isEqualTo(DataSize.ofMebibytes(2));
    assertThat(outer.names()).containsExactly("x", "y");
  }

  @Test
  void anUnknownKeyStopsTheStartAndNamesTheNearestKnownOne() {
    assertThatThrownBy(() -> bind(Map.of("inner.max-sise", "1MiB")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("unknown key 'inner.max-sise' (did you mean 'inner.max-size'?)");
  }

  @Test
  void everyMistakeIsNamedAtOnce() {
    assertThatThrownBy(() -> bind(Map.of("port", "many", "colour", "green", "verbose", "yes")))
        .hasMessageContaining("port: 'many' (expected: a whole number)")
        .hasMessageContaining("colour: 'green' (expected: one of red, dark-blue)")
        .hasMessageContaining("verbose: 'yes' (expected: true or false)");
  }

  @Test
  void aListFromTheEnvironmentReplacesTheFiles() {
    Path file =
        file("names: [a, b, c]\nkeys:\n  - kid: k1\n    secret: s1\n  - kid: k2\n    secret: s2\n");
    Outer outer =
        Settings.load(
            Outer.class,
            file,
            Map.of(
                "HEADWATER_NAMES", "x",
                "HEADWATER_KEYS_0_KID", "k9",
                "HEADWATER_KEYS_0_SECRET", "s9"));
    assertThat(outer.names()).containsExactly("x");
    assertThat(outer.keys()).containsExactly(new Key("k9", new Secret("s9")));
  }

  @Test
  void aTextInPlaceOfAListOfMappingsIsNamed() {
    assertThatThrownBy(() -> bind(Map.of("keys", "abc")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("keys: 'abc' (expected: a list of mappings)");
  }

  @Test
  void aRecordsOwnCheckNamesItsKey() {
    assertThatThrownBy(() -> bind(Map.of("inner.time-out", "0s")))
        .hasMessage("inner.time-out: 0 (expected: > 0)");
  }

  @Test
  void whatHasNoDefaultIsMissedByName() {
    assertThatThrownBy(() -> bind(Map.of("keys[0].kid", "k1")))
        .hasMessageContaining("keys[0].secret: missing");
  }

  @Test
  void aFileThatIsNoYamlSaysWhere() {
    assertThatThrownBy(() -> Settings.load(Outer.class, file("port: [1"), Map.of()))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("line 1");
  }

  @Test
  void aSecretIsNotPrinted() {
    assertThat(new Key("k1", new Secret("s1")).toString()).doesNotContain("s1").contains("***");
  }

  @Test
  void theReferencePageHasARowForEachKey() {
    assertThat(SettingsReference.markdown(Outer.class))
        .contains("| `inner.max-size` | datasize | `64KiB` | A size. |")
        .contains("| `keys[0].secret` | secret |  |  |");
  }

  @ParameterizedTest
  @CsvSource({"0B, 0", "1B, 1", "64KiB, 65536", "512MiB, 536870912", "2GiB, 2147483648"})
  void aSizeIsWrittenAsItIsRead(String text, long bytes) {
    assertThat(DataSize.parse(text)).isEqualTo(new DataSize(bytes)).hasToString(text);
  }

  @ParameterizedTest
  @CsvSource({"''", "12", "12MB", "-1MiB", "1.5GiB", "MiB", "9223372036854775807TiB"})
  void whatIsNoSizeIsRefused(String text) {
    assertThatThrownBy(() -> DataSize.parse(text)).isInstanceOf(RuntimeException.class);
  }

  private static Outer bind(Map<String, String> values) {
    return Settings.bind(Outer.class, List.of(SettingsSource.of("test", values)));
  }

  private Path file(String yaml) {
    try {
      return Files.writeString(folder.resolve("settings.yaml"), yaml);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
