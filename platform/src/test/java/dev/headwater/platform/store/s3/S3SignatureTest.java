package dev.headwater.platform.store.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.platform.aws.AwsCredentials;
import dev.headwater.platform.settings.Secret;
import dev.headwater.platform.settings.Settings;
import dev.headwater.platform.settings.SettingsSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class S3SignatureTest {
  private static final S3Address ADDRESS =
      S3Address.of(
          Settings.bind(
              S3Settings.class, List.of(SettingsSource.of("test", Map.of("bucket", "b0x")))));

  private final Secret id = new Secret("first-id");
  private final Secret key = new Secret("first-secret");
  private final Secret token = new Secret("first-token");
  private final S3Signature signature =
      new S3Signature(ADDRESS, "r", new AwsCredentials(id, key, Optional.of(token)));

  @Test
  void keysThatWereReplacedSignFromThenOn() {
    String before = authorization();
    assertThat(before).contains("Credential=first-id/");
    id.replace("second-id");
    key.replace("second-secret");
    token.replace("second-token");
    assertThat(authorization())
        .contains("Credential=second-id/")
        .isNotEqualTo(before.replace("first-id", "second-id"));
    assertThat(signature.headers(S3Request.head("/k")).get("X-Amz-Security-Token"))
        .isEqualTo("second-token");
  }

  private String authorization() {
    return Objects.requireNonNull(signature.headers(S3Request.head("/k")).get("Authorization"));
  }
}
