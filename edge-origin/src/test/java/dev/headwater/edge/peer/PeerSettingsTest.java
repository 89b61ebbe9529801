package dev.headwater.edge.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.platform.settings.Secret;
import java.net.URI;
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

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, redis://10.0.0.9:1",
    "127.1.2.3, redis://redis.internal:1",
    "localhost, redis://10.0.0.9:1",
    "0.0.0.0, redis://10.0.0.9:1",
    "::1, redis://[fd00::9]:1",
    "::, redis://10.0.0.9:1"
  })
  void anAddressThatMeansAnotherMachineOnEachIsRefused(String host, String state) {
    assertThatThrownBy(() -> at(host, Optional.empty()).checkReachable(URI.create(state)))
        .hasMessageStartingWith("peer.host: " + host)
        .hasMessageContaining("peer.address");
    at(host, Optional.of("node-1:9")).checkReachable(URI.create(state));
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, redis://127.0.0.1:1",
    "127.0.0.1, redis://localhost:1",
    "::1, redis://[::1]:1",
    "0.0.0.0, redis://localhost:1",
    "10.0.0.1, redis://10.0.0.9:1",
    "node-1, redis://10.0.0.9:1"
  })
  void anAddressThatOthersReachIsGood(String host, String state) {
    at(host, Optional.empty()).checkReachable(URI.create(state));
  }

  private static PeerSettings at(String host, Optional<String> address) {
    return new PeerSettings(host, Optional.of(9), address, SECRET);
  }

  @Test
  void othersAreToldWhereThisOneListensUnlessToldOtherwise() {
    assertThat(at("10.0.0.1", Optional.empty()).addressAt(7)).isEqualTo("10.0.0.1:7");
    assertThat(at("fd00::1", Optional.empty()).addressAt(7)).isEqualTo("[fd00::1]:7");
    assertThat(at("10.0.0.1", Optional.of("node-1:9")).addressAt(7)).isEqualTo("node-1:9");
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
