package dev.headwater.platform.store.s3;

import dev.headwater.platform.settings.Secret;
import java.util.Map;
import java.util.Optional;

/** Whom requests are signed as, which may be replaced while the program runs. Thread-safe. */
record S3Credentials(Secret accessKey, Secret secretKey, Optional<Secret> sessionToken) {
  /** Those of the settings, else those of the environment; fails where neither has any. */
  static S3Credentials of(S3Settings settings, Map<String, String> environment) {
    if (settings.accessKey().isPresent() && settings.secretKey().isPresent()) {
      return new S3Credentials(
          settings.accessKey().get(), settings.secretKey().get(), settings.sessionToken());
    }
    return new S3Credentials(
        new Secret(required(environment, "AWS_ACCESS_KEY_ID")),
        new Secret(required(environment, "AWS_SECRET_ACCESS_KEY")),
        Optional.ofNullable(environment.get("AWS_SESSION_TOKEN")).map(Secret::new));
  }

  private static String required(Map<String, String> environment, String variable) {
    String value = environment.getOrDefault(variable, "");
    if (value.isBlank()) {
      throw new IllegalArgumentException(
          variable + ": not set (expected: set, where s3.access-key is not)");
    }
    return value;
  }
}
