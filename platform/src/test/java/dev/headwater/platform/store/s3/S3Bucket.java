package dev.headwater.platform.store.s3;

import dev.headwater.engines.testing.S3ProxyEngine;
import dev.headwater.platform.settings.Settings;
import dev.headwater.platform.settings.SettingsSource;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Settings of a bucket on a test's own S3 API server. */
final class S3Bucket {
  static final String NAME = "bucket";

  private S3Bucket() {}

  static S3Settings at(URI endpoint, Map<String, String> more) {
    Map<String, String> values = new TreeMap<>();
    values.put("bucket", NAME);
    values.put("endpoint", endpoint.toString());
    values.put("path-style", "true");
    values.put("access-key", S3ProxyEngine.ACCESS_KEY);
    values.put("secret-key", S3ProxyEngine.SECRET_KEY);
    values.putAll(more);
    return Settings.bind(S3Settings.class, List.of(SettingsSource.of("test", values)));
  }
}
