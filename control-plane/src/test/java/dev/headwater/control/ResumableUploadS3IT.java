package dev.headwater.control;

import dev.headwater.engines.testing.S3ProxyEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Into a bucket of an S3 API server, S3Proxy. */
class ResumableUploadS3IT implements ResumableUploadContract {
  private static final String BUCKET = "bucket";

  @TempDir static Path folder;
  private static S3ProxyEngine server;
  private static TestControlPlane control;

  @BeforeAll
  static void start() {
    server = S3ProxyEngine.start(folder, BUCKET);
    control = TestControlPlane.start(settings(server));
  }

  static Map<String, String> settings(S3ProxyEngine server) {
    return Map.of(
        "store.s3.bucket",
        BUCKET,
        "store.s3.endpoint",
        server.endpoint().toString(),
        "store.s3.path-style",
        "true",
        "store.s3.access-key",
        S3ProxyEngine.ACCESS_KEY,
        "store.s3.secret-key",
        S3ProxyEngine.SECRET_KEY);
  }

  @AfterAll
  static void stop() {
    control.close();
    server.close();
  }

  @Override
  public TestControlPlane control() {
    return control;
  }

  @Override
  public Path object(String key) {
    return server.bucket(BUCKET).resolve(key);
  }

  /** S3Proxy keeps parts as files too, none of which lies below a source's key. */
  @Override
  public List<Path> leftovers() throws IOException {
    Path bucket = server.bucket(BUCKET);
    try (Stream<Path> files = Files.walk(bucket)) {
      return files
          .filter(Files::isRegularFile)
          .map(bucket::relativize)
          .filter(file -> !file.toString().matches("sources/[^/]+/[0-9a-f-]{36}|feed/.*"))
          .toList();
    } catch (UncheckedIOException e) {
      return List.of(bucket); // something was dropped meanwhile: look again
    }
  }
}
