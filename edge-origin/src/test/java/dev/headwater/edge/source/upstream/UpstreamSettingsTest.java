package dev.headwater.edge.source.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.platform.settings.Secret;
import dev.headwater.platform.settings.SettingsException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpstreamSettingsTest {
  @Test
  void defaults() {
    assertThat(SettingsOf.bind(Map.of()))
        .isEqualTo(
            new UpstreamSettings(
                List.of(),
                Optional.empty(),
                128,
                1_000,
                Duration.ofSeconds(30),
                Duration.ofSeconds(1),
                Duration.ofSeconds(3),
                Duration.ofSeconds(10),
                new UpstreamSettings.Tls(Optional.empty()),
                new UpstreamSettings.Health(Optional.empty(), Duration.ofSeconds(5), 2, 2)));
  }

  @Test
  void everyKeyIsMapped() {
    assertThat(
            SettingsOf.bind(
                Map.ofEntries(
                    Map.entry("urls", "http://a:81/x/, https://b"),
                    Map.entry("hop-secret", "0123456789abcdef".repeat(2)),
                    Map.entry("connections", "7"),
                    Map.entry("max-waiting", "0"),
                    Map.entry("idle-timeout", "5s"),
                    Map.entry("connect-timeout", "200ms"),
                    Map.entry("first-byte-timeout", "2s"),
                    Map.entry("stall-timeout", "4s"),
                    Map.entry("tls.trust", "ca.pem"),
                    Map.entry("health.path", "/up"),
                    Map.entry("health.interval", "1s"),
                    Map.entry("health.down", "3"),
                    Map.entry("health.up", "4"))))
        .isEqualTo(
            new UpstreamSettings(
                List.of(URI.create("http://a:81/x/"), URI.create("https://b")),
                Optional.of(new Secret("0123456789abcdef".repeat(2))),
                7,
                0,
                Duration.ofSeconds(5),
                Duration.ofMillis(200),
                Duration.ofSeconds(2),
                Duration.ofSeconds(4),
                new UpstreamSettings.Tls(Optional.of(Path.of("ca.pem"))),
                new UpstreamSettings.Health(Optional.of("/up"), Duration.ofSeconds(1), 3, 4)));
  }

  @ParameterizedTest
  @CsvSource({
    "urls, ftp://a",
    "urls, a:80",
    "urls, http://a?q=1",
    "urls, http://user@a",
    "urls, 'http://a, http://a:80/'",
    "hop-secret, short",
    "connections, 0",
    "max-waiting, -1",
    "idle-timeout, 0s",
    "connect-timeout, 0s",
    "first-byte-timeout, 0s",
    "first-byte-timeout, 61s",
    "stall-timeout, 0s",
    "health.path, up",
    "health.interval, 0s",
    "health.down, 0",
    "health.up, 0"
  })
  void wrongValueIsNamed(String key, String value) {
    assertThatThrownBy(() -> SettingsOf.bind(Map.of(key, value)))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(key);
  }

  @ParameterizedTest
  @CsvSource({
    "http://a, a, 80, '', a",
    "http://a:80/, a, 80, '', a",
    "https://a/, a, 443, '', a",
    "https://a:80/x/y/, a, 80, /x/y, a:80",
    "http://[::1]:81/x, ::1, 81, /x, [::1]:81"
  })
  void addressIsTakenApart(URI url, String host, int port, String prefix, String authority) {
    UpstreamAddress address = UpstreamAddress.of(url);
    assertThat(address.host()).isEqualTo(host);
    assertThat(address.port()).isEqualTo(port);
    assertThat(address.prefix()).isEqualTo(prefix);
    assertThat(address.authority()).isEqualTo(authority);
  }
}
