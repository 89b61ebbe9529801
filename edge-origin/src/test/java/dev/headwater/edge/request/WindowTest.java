package dev.headwater.edge.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** 1772366400 is 2026-03-01T12:00:00Z; grains are of six seconds. */
class WindowTest {
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "from=1772366400, ?from=1772366400",
    "from=2026-03-01T12:00:00Z, ?from=1772366400",
    "from=2026-03-01t12:00:05.9z, ?from=1772366400",
    "from=2026-03-01T13:00:00%2B01:00, ?from=1772366400",
    "from=2026-03-01T13:00:00+01:00, ?from=1772366400",
    "from=2026-03-01T13%3A00%3A00-03%3A00, ?from=1772380800",
    "from=1772366406, ?from=1772366406",
    "to=1772366401&from=1772366400, ?from=1772366400&to=1772366406",
    "from=1772366405&to=1772366406, ?from=1772366400&to=1772366406",
    "to=2026-03-01T12:00:06.001Z&x=1&from=0, ?from=0&to=1772366412",
  })
  void aboutTheSameTimeIsTheSameKey(String query, String key) {
    assertThat(DeliveryDirectives.windowOf("/p?" + query).query()).isEqualTo(key);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "from=|from: '' (expected: a time such as 2026-03-01T12:00:00Z, or Unix seconds)",
        "from=now|from: 'now' (expected: a time such as 2026-03-01T12:00:00Z, or Unix seconds)",
        "from=-1|from: '-1' (expected: a time such as 2026-03-01T12:00:00Z, or Unix seconds)",
        "from=%zz|from: '%zz' (expected: a time such as 2026-03-01T12:00:00Z, or Unix seconds)",
        "from=2026-03-01|from: '2026-03-01' (expected: a time such as 2026-03-01T12:00:00Z, or Unix seconds)",
        "from=999999999999|from: '999999999999' (expected: a time such as 2026-03-01T12:00:00Z, or Unix seconds)",
        "from=0&to=1e9|to: '1e9' (expected: a time such as 2026-03-01T12:00:00Z, or Unix seconds)",
        "to=7|to without from",
        "from=12&to=12|from: 1970-01-01T00:00:12Z (expected: before to, 1970-01-01T00:00:12Z)",
      })
  void aWrongOneIsRefused(String query, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DeliveryDirectives.of("/p?" + query))
        .withMessage(message);
  }
}
