package dev.headwater.standalone.endtoend;

import dev.headwater.engines.PostgresAddress;
import dev.headwater.engines.testing.S3ProxyEngine;
import dev.headwater.engines.testing.SharedEngines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The engines that the services of one system share, and the settings that lead to them: a database
 * of its own, two Redis, and a bucket of its own. Immutable.
 *
 * @param password a file with the password of the database
 */
record ServiceEngines(
    PostgresAddress database,
    Path password,
    String redisCache,
    String redisState,
    S3ProxyEngine objects)
    implements AutoCloseable {
  private static final String BUCKET = "media";

  /** On the PostgreSQL and the two Redis that all tests share. */
  static ServiceEngines start(Path folder) {
    return start(
        folder,
        SharedEngines.freshDatabase(),
        SharedEngines.redisCache().url(),
        SharedEngines.redisState().url());
  }

  static ServiceEngines start(
      Path folder, PostgresAddress database, String redisCache, String redisState) {
    try {
      Path password = Files.writeString(folder.resolve("password"), database.password() + "\n");
      return new ServiceEngines(
          database,
          password,
          redisCache,
          redisState,
          S3ProxyEngine.start(folder.resolve("s3"), BUCKET));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the objects lie, as files named by their keys. */
  Path bucket() {
    return objects.bucket(BUCKET);
  }

  /** Of who keeps its state in the database: control planes and workers. */
  Map<String, String> databaseSettings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("database.host", database.host());
    settings.put("database.port", Integer.toString(database.port()));
    settings.put("database.name", database.database());
    settings.put("database.user", database.user());
    settings.put("database.password", "file:" + password);
    return settings;
  }

  /**
   * Of the bucket.
   *
   * @param group {@code store} or {@code source}
   */
  Map<String, String> bucketSettings(String group) {
    String s3 = group + ".s3.";
    return Map.of(
        s3 + "bucket",
        BUCKET,
        s3 + "endpoint",
        objects.endpoint().toString(),
        s3 + "path-style",
        "true",
        s3 + "access-key",
        S3ProxyEngine.ACCESS_KEY,
        s3 + "secret-key",
        S3ProxyEngine.SECRET_KEY);
  }

  /** Only the bucket is its own: the others live on. */
  @Override
  public void close() {
    objects.close();
  }
}
