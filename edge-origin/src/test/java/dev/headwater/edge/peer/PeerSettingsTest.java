package dev.headwater.edge.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.platform.settings.Secret;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeerSettingsTest {
  private static final Optional<Secret> SECRET = Optional.of(new Secret("s".repeat(32)));

  private static PeerSettings settings(int port, String address, Optional<Secret> secret) {
    return new PeerSettings("::1", Optional.of(port), Optional.of(address), secret);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 65_536})
  void aPortIsOne(int port) {
    assertThatThrownBy(() -> settings(port, "a:1", SECRET)).hasMessageStartingWith("port: " + port);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "a:", ":1", "a:0", "a:65536", "a:b", ""})
  void anAddressHasHostAndPort(String address) {
    assertThatThrownBy(() -> settings(1, address, SECRET)).hasMessageContaining("host:port");
  }

  @Test
  void aPortNeedsASecretThatCannotBeGuessed() {
    assertThatThrownBy(() -> settings(1, "a:1", Optional.empty())).hasMessageContaining("secret");
    assertThatThrownBy(() -> settings(1, "a:1", Optional.of(new Secret("short"))))
        .hasMessageContaining("secret");
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.1:80, 10.0.0.1, 80",
    "[::1]:80, ::1, 80",
    "node-1.internal:8080, node-1.internal, 8080"
  })
  void anAddressIsWrittenAsItIsRead(String text, String host, int port) {
    PeerAddress address = PeerAddress.of(text);
    assertThat(address).isEqualTo(new PeerAddress(host, port)).hasToString(text);
  }

  @Test
  void aHolderIsReadAsItIsWritten() {
    Holder holder = new Holder(new PeerAddress("::1", 80), Long.MAX_VALUE);
    assertThat(Holder.of(holder.value())).isEqualTo(holder);
    assertThatThrownBy(() -> Holder.of("nonsense")).hasMessageContaining("address|token");
  }

  @Test
  void onlyTheSecretItselfMatches() {
    PeerSecret secret = new PeerSecret(new Secret("s".repeat(32)));
    assertThat(secret.matches("s".repeat(32))).isTrue();
    assertThat(secret.matches("s".repeat(31))).isFalse();
    assertThat(secret.matches("")).isFalse();
    assertThat(secret.matches(null)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "here, HERE",
        "alone, ALONE",
        "failed, FAILED",
        "absent, ABSENT",
        "HERE, ABSENT",
        "none, ABSENT"
      })
  void whatIsNoWordOfOursSaysNothing(String value, PeerWord word) {
    assertThat(PeerWord.of(value)).isEqualTo(word);
  }
}
