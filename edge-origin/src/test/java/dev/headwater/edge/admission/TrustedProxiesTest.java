package dev.headwater.edge.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {
  private static final TrustedProxies PROXIES =
      TrustedProxies.of(List.of("10.0.0.0/8", "192.0.2.1", "2001:db8::/33", "198.51.100.128/25"));

  @ParameterizedTest(name = "{0}, X-Forwarded-For {1}: {2}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        // connected | X-Forwarded-For, lines apart by semicolons | client
        "203.0.113.9 | - | 203.0.113.9",
        "203.0.113.9 | 1.1.1.1 | 203.0.113.9",
        "10.1.2.3 | - | 10.1.2.3",
        "10.1.2.3 | 1.1.1.1 | 1.1.1.1",
        "10.1.2.3 | 6.6.6.6, 1.1.1.1 | 1.1.1.1",
        "10.1.2.3 | 6.6.6.6, 1.1.1.1, 10.9.9.9 | 1.1.1.1",
        "10.1.2.3 | 6.6.6.6;1.1.1.1, 192.0.2.1 | 1.1.1.1",
        "10.1.2.3 | 10.1.1.1, 10.2.2.2 | 10.1.1.1",
        "10.1.2.3 | 1.1.1.1, unknown | 10.1.2.3",
        "10.1.2.3 | unknown, 10.2.2.2 | 10.2.2.2",
        "10.1.2.3 | 2001:db9::1 | 2001:db9::1",
        "2001:db8:7fff::1 | 1.1.1.1 | 1.1.1.1",
        "2001:db8:8000::1 | 1.1.1.1 | 2001:db8:8000::1",
        "198.51.100.127 | 1.1.1.1 | 198.51.100.127",
        "198.51.100.128 | 1.1.1.1 | 1.1.1.1",
        "::ffff:10.0.0.1 | 1.1.1.1 | 1.1.1.1",
      })
  void theClientIsTheLastThatIsNoProxy(String connected, String lines, String client) {
    List<String> forwardedFor = lines == null ? List.of() : Arrays.asList(lines.split(";", -1));
    assertThat(PROXIES.client(connected, forwardedFor)).isEqualTo(client);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "proxy.example", "10.0.0.0/33", "10.0.0.0/", "10.0.0/8", "::/129"})
  void whatIsNoNetworkIsRefused(String network) {
    assertThatThrownBy(() -> TrustedProxies.of(List.of(network)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("'" + network + "' (expected: ");
  }

  @Test
  void withoutAnyNobodyIsBelieved() {
    assertThat(TrustedProxies.of(List.of()).client("127.0.0.1", List.of("1.1.1.1")))
        .isEqualTo("127.0.0.1");
  }
}
