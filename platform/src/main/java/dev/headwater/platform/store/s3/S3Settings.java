package dev.headwater.platform.store.s3;

import dev.headwater.platform.aws.AwsCredentials;
import dev.headwater.platform.settings.DataSize;
import dev.headwater.platform.settings.Secret;
import dev.headwater.platform.settings.Setting;
import dev.headwater.platform.settings.Settings;
import dev.headwater.platform.store.ObjectKey;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A bucket and how it is reached. Immutable. */
public record S3Settings(
    @Setting(doc = "The bucket; none: no object storage is used.") Optional<String> bucket,
    @Setting(doc = "The S3 API server, as https://host[:port]; none: AWS's of the region.")
        Optional<URI> endpoint,
    @Setting(value = "us-east-1", doc = "The region that requests are signed for.") String region,
    @Setting(doc = "The access key id; none: AWS_ACCESS_KEY_ID, with its secret and session.")
        Optional<Secret> accessKey,
    @Setting(doc = "The secret of the access key.") Optional<Secret> secretKey,
    @Setting(doc = "The session token of temporary credentials.") Optional<Secret> sessionToken,
    @Setting(value = "false", doc = "Whether the bucket stands in the path, not the host name.")
        boolean pathStyle,
    @Setting(doc = "What the names of all objects start with, before a slash.")
        Optional<String> prefix,
    @Setting(
            value = "true",
            doc = "Whether the role may list the bucket; where not, 403 means absent.")
        boolean listPermitted,
    @Setting(value = "16MiB", doc = "Longer streams are uploaded in parts of this size.")
        DataSize partSize,
    S3Limits limits,
    S3Prices prices) {
  private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
  private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,64}");

  /** S3's own limit on all parts but the last. */
  private static final DataSize SMALLEST_PART = DataSize.ofMebibytes(5);

  /** A part is held in memory while it is sent. */
  private static final DataSize LARGEST_PART = DataSize.ofMebibytes(512);

  public S3Settings {
    bucket.ifPresent(name -> check("bucket", name, BUCKET));
    check("region", region, REGION);
    endpoint.ifPresent(S3Settings::checkEndpoint);
    prefix.ifPresent(S3Settings::checkPrefix);
    new AwsCredentials.Given(accessKey, secretKey, sessionToken).check();
    if (partSize.compareTo(SMALLEST_PART) < 0 || partSize.compareTo(LARGEST_PART) > 0) {
      throw new IllegalArgumentException(
          "part-size: %s (expected: %s to %s)".formatted(partSize, SMALLEST_PART, LARGEST_PART));
    }
  }

  AwsCredentials.Given credentials() {
    return new AwsCredentials.Given(accessKey, secretKey, sessionToken);
  }

  /** No bucket; all else as by default. */
  public static S3Settings none() {
    return Settings.bind(S3Settings.class, List.of());
  }

  private static void check(String key, String value, Pattern form) {
    if (!form.matcher(value).matches()) {
      throw new IllegalArgumentException("%s: '%s' (expected: %s)".formatted(key, value, form));
    }
  }

  private static void checkPrefix(String prefix) {
    if (!ObjectKey.isValid(prefix)) {
      throw new IllegalArgumentException("prefix: '" + prefix + "' (expected: a/b, as a key)");
    }
  }

  private static void checkEndpoint(URI uri) {
    boolean isHttp = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
    boolean isBare =
        uri.getRawQuery() == null
            && uri.getRawFragment() == null
            && uri.getRawUserInfo() == null
            && List.of("", "/").contains(uri.getRawPath());
    if (!isHttp || uri.getHost() == null || !isBare) {
      throw new IllegalArgumentException(
          "endpoint: '" + uri + "' (expected: http:// or https://, a host, and perhaps a port)");
    }
  }
}
