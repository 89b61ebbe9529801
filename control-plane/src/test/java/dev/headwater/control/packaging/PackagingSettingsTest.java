package dev.headwater.control.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.control.job.JobSettings;
import dev.headwater.platform.settings.Settings;
import dev.headwater.platform.settings.SettingsSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PackagingSettingsTest {
  @Test
  void defaults() {
    assertThat(bind(Map.of()))
        .isEqualTo(
            new PackagingSettings(
                Path.of("work"),
                "ffmpeg",
                "ffprobe",
                Optional.empty(),
                1,
                0,
                Duration.ofSeconds(60),
                Duration.ofHours(12),
                8192,
                Encryption.NONE,
                -18,
                new JobSettings(
                    Duration.ofSeconds(30),
                    3,
                    Duration.ofSeconds(5),
                    Duration.ofHours(12),
                    Duration.ofSeconds(1))));
  }

  @Test
  void everyKeyIsMapped() {
    Map<String, String> values =
        Map.ofEntries(
            Map.entry("work-dir", "/w"),
            Map.entry("ffmpeg", "/f"),
            Map.entry("ffprobe", "/p"),
            Map.entry("library-path", "/l"),
            Map.entry("concurrency", "2"),
            Map.entry("threads", "3"),
            Map.entry("silence", "4s"),
            Map.entry("max-duration", "5h"),
            Map.entry("max-side", "6"),
            Map.entry("encryption", "aes-128"),
            Map.entry("loudness", "-11"),
            Map.entry("jobs.lease", "7s"),
            Map.entry("jobs.attempts", "8"),
            Map.entry("jobs.backoff", "9s"),
            Map.entry("jobs.outage", "11h"),
            Map.entry("jobs.poll", "10s"));
    assertThat(bind(values))
        .isEqualTo(
            new PackagingSettings(
                Path.of("/w"),
                "/f",
                "/p",
                Optional.of(Path.of("/l")),
                2,
                3,
                Duration.ofSeconds(4),
                Duration.ofHours(5),
                6,
                Encryption.AES_128,
                -11,
                new JobSettings(
                    Duration.ofSeconds(7),
                    8,
                    Duration.ofSeconds(9),
                    Duration.ofHours(11),
                    Duration.ofSeconds(10))));
  }

  @Test
  void wrongValuesStateTheirExpectation() {
    assertThatThrownBy(() -> bind(Map.of("concurrency", "0")))
        .hasMessageContaining("concurrency: 0 (expected: > 0)");
    assertThatThrownBy(() -> bind(Map.of("loudness", "18")))
        .hasMessageContaining("loudness: 18 (expected: -36 to -9, or 0)");
    assertThatThrownBy(() -> bind(Map.of("jobs.attempts", "0")))
        .hasMessageContaining("attempts: 0 (expected: > 0)");
  }

  @Test
  void backoffDoublesUpToALimit() {
    JobSettings jobs = bind(Map.of()).jobs();
    assertThat(jobs.backoffAfter(1)).isEqualTo(Duration.ofSeconds(5));
    assertThat(jobs.backoffAfter(2)).isEqualTo(Duration.ofSeconds(10));
    assertThat(jobs.backoffAfter(50)).isEqualTo(Duration.ofMinutes(10));
    assertThat(jobs.renewal()).isEqualTo(Duration.ofSeconds(10));
  }

  private static PackagingSettings bind(Map<String, String> values) {
    return Settings.bind(PackagingSettings.class, List.of(SettingsSource.of("test", values)));
  }
}
