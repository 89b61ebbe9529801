package dev.headwater.control.cdn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.platform.settings.Settings;
import dev.headwater.platform.settings.SettingsSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CdnSettingsTest {
  static CdnSettings bind(String... lines) {
    Map<String, String> values = new HashMap<>();
    for (String line : lines) {
      String[] pair = line.split("=", 2);
      values.put(pair[0], pair[1]);
    }
    return Settings.bind(CdnSettings.class, List.of(SettingsSource.of("test", values)));
  }

  @Test
  void isToldTwiceWhereItMayKeepWhatWasOnItsWay() {
    String front = "cloudfront.distribution-id=E1";
    assertThat(bind("name=a", "kind=nginx", "urls=http://h", "secret=s").passes()).isEqualTo(1);
    assertThat(bind("name=a", "kind=varnish", "urls=http://h", "secret=s").passes()).isEqualTo(2);
    assertThat(bind("name=a", "kind=cloudfront", front).passes()).isEqualTo(2);
    assertThat(bind("name=a", "kind=cloudfront", front, "repeat-after=0s").passes()).isEqualTo(1);
    assertThat(
            bind("name=a", "kind=varnish", "urls=http://h", "secret=s", "repeat-after=5s").passes())
        .isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "name=A b;kind=nginx;urls=http://h;secret=s, name",
    "name=a;kind=akamai;urls=http://h;secret=s, kind",
    "name=a;kind=nginx;secret=s, urls",
    "name=a;kind=nginx;urls=ftp://h;secret=s, urls",
    "name=a;kind=nginx;urls=http://h/path;secret=s, urls",
    "name=a;kind=nginx;urls=http://u:p@h;secret=s, urls",
    "name=a;kind=varnish;urls=http://h, secret",
    "name=a;kind=nginx;urls=http://h;secret=s;cloudfront.distribution-id=E1, distribution-id",
    "name=a;kind=cloudfront, distribution-id",
    "name=a;kind=cloudfront;cloudfront.distribution-id=a/b, distribution-id",
    "name=a;kind=cloudfront;cloudfront.distribution-id=E1;urls=http://h, urls",
    "name=a;kind=cloudfront;cloudfront.distribution-id=E1;cloudfront.access-key=k, secret-key",
    "name=a;kind=cloudfront;cloudfront.distribution-id=E1;cloudfront.endpoint=x, endpoint",
    "name=a;kind=nginx;urls=http://h;secret=s;level=0, level",
    "name=a;kind=nginx;urls=http://h;secret=s;attempts=0, attempts",
    "name=a;kind=nginx;urls=http://h;secret=s;timeout=0s, timeout",
    "name=a;kind=varnish;urls=http://h;secret=s;repeat-after=400d, repeat-after",
  })
  void whatCannotBeUsedIsNamed(String lines, String named) {
    assertThatThrownBy(() -> bind(lines.split(";"))).hasMessageContaining(named);
  }

  /**
   * A field of HTTP can't have it, and who can't send it would say it: in the log, and to the API.
   */
  @ParameterizedTest
  @ValueSource(strings = {"two words", "line\nbreak", "caf\u00e9", "\u20ac", ""})
  void aSecretIsVisibleCharactersAndIsNotSaid(String secret) {
    assertThatThrownBy(() -> bind("name=a", "kind=nginx", "urls=http://h", "secret=" + secret))
        .hasMessageContaining("secret")
        .satisfies(e -> assertThat(secret.isEmpty() || !e.toString().contains(secret)).isTrue());
  }

  @Test
  void aNameStandsOnce() {
    CdnSettings one = bind("name=a", "kind=nginx", "urls=http://h", "secret=s");
    assertThatThrownBy(() -> CdnSettings.check(List.of(one, one)))
        .hasMessageContaining("'a' stands twice");
  }
}
