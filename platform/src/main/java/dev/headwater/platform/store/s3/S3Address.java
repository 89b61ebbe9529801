package dev.headwater.platform.store.s3;

import java.net.URI;

/**
 * Where a bucket's objects are on the network. Immutable.
 *
 * @param bucketPath of the bucket itself, with a slash at its end
 * @param prefix of all objects, empty or with a slash at its end
 */
record S3Address(boolean isTls, String host, int port, String bucketPath, String prefix) {
  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;

  static S3Address of(S3Settings settings) {
    String bucket =
        settings
            .bucket()
            .orElseThrow(() -> new IllegalArgumentException("bucket: not set (expected: set)"));
    URI endpoint = settings.endpoint().orElseGet(() -> ofAws(settings.region()));
    boolean isTls = "https".equals(endpoint.getScheme());
    int port = endpoint.getPort() >= 0 ? endpoint.getPort() : isTls ? HTTPS_PORT : HTTP_PORT;
    return new S3Address(
        isTls,
        settings.pathStyle() ? endpoint.getHost() : bucket + "." + endpoint.getHost(),
        port,
        settings.pathStyle() ? "/" + bucket + "/" : "/",
        settings.prefix().map(prefix -> prefix + "/").orElse(""));
  }

  private static URI ofAws(String region) {
    String domain = region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
    return URI.create("https://s3." + region + "." + domain);
  }

  /** Keys have no character that would have to be encoded. */
  String path(String key) {
    return bucketPath + prefix + key;
  }
}
