package dev.headwater.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.platform.settings.DataSize;
import dev.headwater.platform.settings.Secret;
import dev.headwater.platform.settings.Settings;
import dev.headwater.platform.settings.SettingsException;
import dev.headwater.platform.settings.SettingsSource;
import dev.headwater.platform.token.TokenKey;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EdgeOriginSettingsTest {
  @Test
  void onlyTheSourceHasNoDefault() {
    assertThat(bind(Map.of("source.directory", "/store")))
        .isEqualTo(
            new EdgeOriginSettings(
                "0.0.0.0",
                8081,
                new EdgeOriginSettings.Admin("127.0.0.1"),
                new EdgeOriginSettings.Memory(DataSize.ofMebibytes(512)),
                new EdgeOriginSettings.RedisAddresses(Optional.empty(), DataSize.ofMebibytes(8)),
                new EdgeOriginSettings.Source(Path.of("/store"), DataSize.ofMebibytes(64)),
                new EdgeOriginSettings.Tokens(List.of()),
                new EdgeOriginSettings.Fills(512, DataSize.ofMebibytes(128))));
  }

  @Test
  void everyKeyIsRead() {
    Map<String, String> values =
        Map.ofEntries(
            Map.entry("host", "127.0.0.1"),
            Map.entry("port", "18081"),
            Map.entry("admin.host", "0.0.0.0"),
            Map.entry("memory.max-size", "2GiB"),
            Map.entry("redis.cache", "redis://r:1"),
            Map.entry("redis.max-entry", "1MiB"),
            Map.entry("source.directory", "/other"),
            Map.entry("source.max-object-size", "5MiB"),
            Map.entry("tokens.keys[0].kid", "k1"),
            Map.entry("tokens.keys[0].secret", "ab".repeat(32)),
            Map.entry("fills.max", "7"),
            Map.entry("fills.max-size", "9MiB"));
    assertThat(bind(values))
        .isEqualTo(
            new EdgeOriginSettings(
                "127.0.0.1",
                18081,
                new EdgeOriginSettings.Admin("0.0.0.0"),
                new EdgeOriginSettings.Memory(DataSize.ofMebibytes(2048)),
                new EdgeOriginSettings.RedisAddresses(
                    Optional.of(URI.create("redis://r:1")), DataSize.ofMebibytes(1)),
                new EdgeOriginSettings.Source(Path.of("/other"), DataSize.ofMebibytes(5)),
                new EdgeOriginSettings.Tokens(
                    List.of(new TokenKey("k1", new Secret("ab".repeat(32))))),
                new EdgeOriginSettings.Fills(7, DataSize.ofMebibytes(9))));
  }

  @Test
  void anObjectThatNoFillMayFetchIsRefused() {
    assertThatThrownBy(() -> bind(Map.of("source.directory", "/s", "fills.max-size", "1MiB")))
        .hasMessageContaining("source.max-object-size: 64MiB (expected: <= fills.max-size, 1MiB)");
  }

  @Test
  void aPortWithoutRoomForTheAdminPortIsRefused() {
    assertThatThrownBy(() -> bind(Map.of("source.directory", "/s", "port", "65000")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("port: 65000");
  }

  private static EdgeOriginSettings bind(Map<String, String> values) {
    return Settings.bind(EdgeOriginSettings.class, List.of(SettingsSource.of("test", values)));
  }
}
