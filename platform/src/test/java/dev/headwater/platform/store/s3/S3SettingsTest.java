package dev.headwater.platform.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.platform.aws.AwsCredentials;
import dev.headwater.platform.settings.Secret;
import dev.headwater.platform.settings.Settings;
import dev.headwater.platform.settings.SettingsException;
import dev.headwater.platform.settings.SettingsSource;
import dev.headwater.platform.store.StoreListener.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class S3SettingsTest {
  private static final Map<String, String> KEYS =
      Map.of("access-key", "id", "secret-key", "the secret");

  @Test
  void withoutASettingThereIsNoBucket() {
    assertThat(S3Settings.none().bucket()).isEmpty();
    assertThatThrownBy(() -> S3Address.of(S3Settings.none())).hasMessageContaining("bucket");
  }

  @ParameterizedTest
  @CsvSource({
    "bucket, Upper",
    "bucket, a",
    "bucket, ../etc",
    "endpoint, ftp://host",
    "endpoint, https://host/path",
    "endpoint, https://user@host",
    "endpoint, nonsense",
    "region, 'us east'",
    "prefix, /a",
    "access-key, alone",
    "secret-key, alone",
    "session-token, alone",
    "part-size, 4MiB",
    "part-size, 1GiB",
    "limits.connections, 0",
    "limits.waiting, 0",
    "limits.stall-timeout, 0s",
    "limits.keep-alive, 10ms",
    "limits.first-byte-timeout, 1s",
    "prices.read, -1"
  })
  void aSettingThatCannotBeIsNamed(String key, String value) {
    String last = key.substring(key.lastIndexOf('.') + 1);
    assertThatThrownBy(() -> bind(Map.of(key, value)))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(last.equals("read") ? "prices" : last);
  }

  @ParameterizedTest
  @CsvSource({
    "'', us-east-1, false, 'https://b0x.s3.us-east-1.amazonaws.com:443/p/k'",
    "'', cn-north-1, false, 'https://b0x.s3.cn-north-1.amazonaws.com.cn:443/p/k'",
    "'', eu-west-1, true, 'https://s3.eu-west-1.amazonaws.com:443/b0x/p/k'",
    "http://minio:9000, r, true, 'http://minio:9000/b0x/p/k'",
    "http://minio, r, true, 'http://minio:80/b0x/p/k'",
    "https://store.example/, r, false, 'https://b0x.store.example:443/p/k'"
  })
  void theBucketStandsInTheHostNameOrInThePath(
      String endpoint, String region, String pathStyle, String expected) {
    Map<String, String> values = new TreeMap<>();
    values.put("bucket", "b0x");
    values.put("prefix", "p");
    values.put("region", region);
    values.put("path-style", pathStyle);
    if (!endpoint.isEmpty()) {
      values.put("endpoint", endpoint);
    }
    S3Address address = S3Address.of(bind(values));
    assertThat(
            "%s://%s:%d%s"
                .formatted(
                    address.isTls() ? "https" : "http",
                    address.host(),
                    address.port(),
                    address.path("k")))
        .isEqualTo(expected);
  }

  @Test
  void credentialsOfTheSettingsComeBeforeThoseOfTheEnvironment() {
    Map<String, String> environment =
        Map.of("AWS_ACCESS_KEY_ID", "e", "AWS_SECRET_ACCESS_KEY", "s", "AWS_SESSION_TOKEN", "t");
    assertThat(AwsCredentials.of(bind(KEYS).credentials(), "s3", environment).accessKey().value())
        .isEqualTo("id");
    assertThat(AwsCredentials.of(S3Settings.none().credentials(), "s3", environment))
        .isEqualTo(
            new AwsCredentials(new Secret("e"), new Secret("s"), Optional.of(new Secret("t"))));
    assertThatThrownBy(() -> AwsCredentials.of(S3Settings.none().credentials(), "s3", Map.of()))
        .hasMessageContaining("AWS_ACCESS_KEY_ID");
  }

  @Test
  void secretsAreNotPrinted() {
    assertThat(bind(KEYS).toString()).doesNotContain("the secret");
  }

  @Test
  void aRequestCostsAThousandthOfItsPrice() {
    S3Prices prices = bind(Map.of("prices.read", "0.4", "prices.write", "5")).prices();
    assertThat(prices.dollars(Kind.GET)).isEqualTo(0.0004);
    assertThat(prices.dollars(Kind.HEAD)).isEqualTo(0.0004);
    assertThat(prices.dollars(Kind.PUT)).isEqualTo(0.005);
    assertThat(prices.dollars(Kind.LIST)).isEqualTo(0.005);
    assertThat(prices.dollars(Kind.DELETE)).isZero();
  }

  private static S3Settings bind(Map<String, String> values) {
    return Settings.bind(
        S3Settings.class, List.of(SettingsSource.of("test", new TreeMap<>(values))));
  }
}
