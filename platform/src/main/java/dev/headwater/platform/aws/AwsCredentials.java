package dev.headwater.platform.aws;

import dev.headwater.platform.settings.Secret;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** Whom requests are signed as, which may be replaced while the program runs. Thread-safe. */
public record AwsCredentials(Secret accessKey, Secret secretKey, Optional<Secret> sessionToken) {
  /**
   * What settings say of them.
   *
   * @param sessionToken of temporary ones
   */
  public record Given(
      Optional<Secret> accessKey, Optional<Secret> secretKey, Optional<Secret> sessionToken) {
    /** Fails where a part is missing. */
    public void check() {
      if (accessKey.isPresent() != secretKey.isPresent()) {
        throw new IllegalArgumentException(
            "access-key, secret-key: one is missing (expected: both)");
      }
      if (sessionToken.isPresent() && accessKey.isEmpty()) {
        throw new IllegalArgumentException("session-token: set (expected: an access-key with it)");
      }
    }
  }

  /**
   * Those of the settings, else those of the environment; fails where neither has any.
   *
   * @param group where the settings lie, as in "s3"
   */
  public static AwsCredentials of(Given given, String group, Map<String, String> environment) {
    if (given.accessKey.isPresent() && given.secretKey.isPresent()) {
      return new AwsCredentials(given.accessKey.get(), given.secretKey.get(), given.sessionToken);
    }
    return new AwsCredentials(
        new Secret(required(environment, "AWS_ACCESS_KEY_ID", group)),
        new Secret(required(environment, "AWS_SECRET_ACCESS_KEY", group)),
        Optional.ofNullable(environment.get("AWS_SESSION_TOKEN")).map(Secret::new));
  }

  private static String required(Map<String, String> environment, String variable, String group) {
    String value = environment.getOrDefault(variable, "");
    if (value.isBlank()) {
      throw new IllegalArgumentException(
          "%s: not set (expected: set, where %s.access-key is not)".formatted(variable, group));
    }
    return value;
  }

  /** Made for each request, so that a key that was replaced is used from then on. */
  public AwsCredentialsIdentity identity() {
    String id = accessKey.value();
    String secret = secretKey.value();
    return sessionToken
        .map(Secret::value)
        .<AwsCredentialsIdentity>map(
            token -> AwsSessionCredentialsIdentity.create(id, secret, token))
        .orElseGet(() -> AwsCredentialsIdentity.create(id, secret));
  }
}
