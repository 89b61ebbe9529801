package dev.headwater.control.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.platform.settings.Settings;
import dev.headwater.platform.settings.SettingsSource;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LiveIngestSettingsTest {
  @Test
  void defaults() {
    assertThat(bind(Map.of()))
        .isEqualTo(
            new LiveIngestSettings(
                false,
                "0.0.0.0",
                1935,
                true,
                List.of(),
                "veryfast",
                200,
                20,
                Duration.ofSeconds(30)));
  }

  @Test
  void everyKeyIsMapped() {
    Map<String, String> values =
        Map.of(
            "enabled", "true",
            "host", "::1",
            "rtmp-port", "2",
            "srt", "false",
            "ingest-urls", "https://node-1, http://node-2:8081/",
            "preset", "faster",
            "max-connections", "3",
            "max-connections-per-address", "4",
            "idle", "5s");
    assertThat(bind(values))
        .isEqualTo(
            new LiveIngestSettings(
                true,
                "::1",
                2,
                false,
                List.of(URI.create("https://node-1"), URI.create("http://node-2:8081/")),
                "faster",
                3,
                4,
                Duration.ofSeconds(5)));
  }

  @Test
  void wrongValuesStateTheirExpectation() {
    refused(Map.of("enabled", "true"), "ingest-urls: none (expected: a node of the data plane)");
    refused(Map.of("ingest-urls", "ftp://node"), "ingest-urls: ftp://node (expected: http://HOST");
    refused(Map.of("rtmp-port", "65536"), "rtmp-port: 65536 (expected: 0 to 65535)");
    refused(Map.of("preset", "placebo"), "preset: placebo (expected: one of ultrafast, ");
    refused(Map.of("max-connections", "0"), "max-connections: 0 (expected: > 0)");
    refused(
        Map.of("max-connections-per-address", "0"),
        "max-connections-per-address: 0 (expected: > 0)");
    refused(Map.of("idle", "10ms"), "idle: PT0.01S (expected: >= 1s)");
  }

  private static void refused(Map<String, String> values, String message) {
    assertThatThrownBy(() -> bind(values)).hasMessageContaining(message);
  }

  private static LiveIngestSettings bind(Map<String, String> values) {
    return Settings.bind(LiveIngestSettings.class, List.of(SettingsSource.of("test", values)));
  }
}
