package dev.headwater.control.cdn;

import dev.headwater.platform.aws.AwsCredentials;
import dev.headwater.platform.settings.Secret;
import dev.headwater.platform.settings.Setting;
import java.net.URI;
import java.util.Optional;

/** A distribution of CloudFront, and how its API is called. Immutable. */
public record CloudFrontSettings(
    @Setting(doc = "Of cloudfront: the distribution's id, as E1ABCDEF2GHIJK.")
        Optional<String> distributionId,
    @Setting(
            value = "false",
            doc =
                "Whether the distribution takes tags from Cache-Tag (CacheTagConfig); where not, tags are purged as prefixes of paths.")
        boolean cacheTags,
    @Setting(value = "us-east-1", doc = "The region that calls are signed for.") String region,
    @Setting(value = "https://cloudfront.amazonaws.com", doc = "Where the API is.") URI endpoint,
    @Setting(doc = "The access key id; none: AWS_ACCESS_KEY_ID, with its secret and session.")
        Optional<Secret> accessKey,
    @Setting(doc = "The secret of the access key.") Optional<Secret> secretKey,
    @Setting(doc = "The session token of temporary credentials.") Optional<Secret> sessionToken) {
  public CloudFrontSettings {
    distributionId.ifPresent(id -> {
      if (!id.matches("[A-Z0-9]{1,32}")) {
        throw new IllegalArgumentException(
            "distribution-id: '%s' (expected: capital letters and digits)".formatted(id));
      }
    });
    if (!region.matches("[a-z0-9-]{1,64}")) {
      throw new IllegalArgumentException(
          "region: '%s' (expected: such as us-east-1)".formatted(region));
    }
    if (endpoint.getHost() == null || !endpoint.toString().matches("https?://[^/?#]+/?")) {
      throw new IllegalArgumentException(
          "endpoint: '%s' (expected: http:// or https://, a host, and perhaps a port)"
              .formatted(endpoint));
    }
    new AwsCredentials.Given(accessKey, secretKey, sessionToken).check();
  }

  AwsCredentials.Given credentials() {
    return new AwsCredentials.Given(accessKey, secretKey, sessionToken);
  }
}
