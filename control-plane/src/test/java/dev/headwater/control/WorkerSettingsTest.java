package dev.headwater.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.headwater.control.database.DatabaseSettings;
import dev.headwater.control.encoding.LiveIngestSettings;
import dev.headwater.control.packaging.Encryption;
import dev.headwater.control.packaging.PackagingSettings;
import dev.headwater.control.recording.RecordingSettings;
import dev.headwater.platform.sealing.SealingKey;
import dev.headwater.platform.settings.Secret;
import dev.headwater.platform.settings.Settings;
import dev.headwater.platform.settings.SettingsException;
import dev.headwater.platform.settings.SettingsSource;
import dev.headwater.platform.store.s3.S3Settings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WorkerSettingsTest {
  private static final Map<String, String> REQUIRED = Map.of("database.password", "p");

  @Test
  void defaults() {
    assertThat(bind(REQUIRED))
        .isEqualTo(
            new WorkerSettings(
                8082,
                new WorkerSettings.Admin("127.0.0.1"),
                new DatabaseSettings(
                    "127.0.0.1",
                    5432,
                    "headwater",
                    "headwater",
                    new Secret("p"),
                    16,
                    500,
                    Duration.ofSeconds(5)),
                new StoreSettings(Path.of("data/store"), S3Settings.none()),
                List.of(),
                Settings.bind(PackagingSettings.class, List.of()),
                Settings.bind(LiveIngestSettings.class, List.of()),
                new RecordingSettings(List.of())));
  }

  @Test
  void everyKeyIsMapped() {
    WorkerSettings bound =
        bind(
            Map.ofEntries(
                Map.entry("port", "9"),
                Map.entry("admin.host", "::1"),
                Map.entry("database.password", "q"),
                Map.entry("database.pool-size", "3"),
                Map.entry("store.directory", "/srv/store"),
                Map.entry("store.s3.bucket", "films"),
                Map.entry("sealing-keys[0].id", "s1"),
                Map.entry("sealing-keys[0].secret", "0".repeat(64)),
                Map.entry("packaging.encryption", "aes-128"),
                Map.entry("packaging.concurrency", "2"),
                Map.entry("packaging.jobs.lease", "7s"),
                Map.entry("live.enabled", "true"),
                Map.entry("live.ingest-urls", "http://node-1:8081, http://node-2:8081"),
                Map.entry("recordings.urls", "http://node-3:8081")));
    assertThat(bound.port()).isEqualTo(9);
    assertThat(bound.adminPort()).isEqualTo(1009);
    assertThat(bound.admin().host()).isEqualTo("::1");
    assertThat(bound.database().password()).isEqualTo(new Secret("q"));
    assertThat(bound.database().poolSize()).isEqualTo(3);
    assertThat(bound.store().directory()).isEqualTo(Path.of("/srv/store"));
    assertThat(bound.store().s3().bucket()).contains("films");
    assertThat(bound.sealingKeys())
        .containsExactly(new SealingKey("s1", new Secret("0".repeat(64))));
    assertThat(bound.packaging().encryption()).isEqualTo(Encryption.AES_128);
    assertThat(bound.packaging().concurrency()).isEqualTo(2);
    assertThat(bound.packaging().jobs().lease()).isEqualTo(Duration.ofSeconds(7));
    assertThat(bound.live().enabled()).isTrue();
    assertThat(bound.live().ingestUrls())
        .containsExactly(URI.create("http://node-1:8081"), URI.create("http://node-2:8081"));
    assertThat(bound.recordings().urls(bound.live().ingestUrls()))
        .containsExactly(URI.create("http://node-3:8081"));
  }

  @Test
  void channelsAreRecordedFromWhereTheyArePushedUnlessSettingsSayOtherwise() {
    List<URI> pushed = List.of(URI.create("http://node-1:8081"));
    assertThat(new RecordingSettings(List.of()).urls(pushed)).isEqualTo(pushed);
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> bind(Map.of("database.password", "p", "recordings.urls", "node-1:8081")))
        .withMessageContaining("urls: node-1:8081 (expected: http://HOST or https://HOST)");
  }

  @Test
  void aPortWithoutRoomForTheAdminPortIsRefused() {
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> bind(Map.of("database.password", "p", "port", "65000")))
        .withMessageContaining("port: 65000 (expected: 0 to 64535)");
  }

  @Test
  void whoEncryptsNeedsAKeyToSealKeysWith() {
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> bind(Map.of("database.password", "p", "packaging.encryption", "aes-128")))
        .withMessageContaining("sealing-keys: none (expected: one, made by: openssl rand -hex 32)");
  }

  @Test
  void theDatabaseMustBeNamedWithItsPassword() {
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> bind(Map.of()))
        .withMessageContaining("database.password: missing");
  }

  @Test
  void programsAreFoundOnlyWhereTheSettingsNameNone() {
    PackagingSettings any = bind(REQUIRED).packaging();
    assertThat(any.anyProgramsDo()).isTrue();
    PackagingSettings found =
        any.with(Path.of("/f/ffmpeg"), Path.of("/f/ffprobe"), Optional.of(Path.of("/f")));
    assertThat(found.anyProgramsDo()).isFalse();
    assertThat(found.ffprobe()).isEqualTo("/f/ffprobe");
    assertThat(found.jobs()).isEqualTo(any.jobs());
  }

  private static WorkerSettings bind(Map<String, String> values) {
    return Settings.bind(WorkerSettings.class, List.of(SettingsSource.of("test", values)));
  }
}
