package dev.headwater.platform.store.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.platform.settings.Settings;
import dev.headwater.platform.settings.SettingsSource;
import dev.headwater.platform.store.DirectoryStore;
import dev.headwater.platform.store.OneContext;
import dev.headwater.platform.store.StoreListener;
import dev.headwater.platform.store.s3.S3Settings;
import dev.headwater.platform.store.s3.S3Store;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreLocationTest {
  private static final S3Settings BUCKET =
      Settings.bind(
          S3Settings.class, List.of(SettingsSource.of("test", Map.of("bucket", "bucket"))));

  @TempDir Path folder;
  private final Vertx vertx = Vertx.vertx();
  private final OneContext context = new OneContext(vertx);

  @AfterEach
  void closeVertx() {
    context.await(vertx::close);
  }

  @Test
  void aBucketIsUsedInsteadOfTheDirectory() {
    assertThat(StoreLocation.of(Optional.of(folder), BUCKET))
        .isEqualTo(new StoreLocation.Bucket(BUCKET));
    assertThat(StoreLocation.of(Optional.of(folder), S3Settings.none()))
        .isEqualTo(new StoreLocation.Directory(folder));
    assertThatThrownBy(() -> StoreLocation.of(Optional.empty(), S3Settings.none()))
        .hasMessageContaining("directory, s3.bucket");
  }

  @Test
  void eitherIsOpened() {
    Map<String, String> keys = Map.of("AWS_ACCESS_KEY_ID", "i", "AWS_SECRET_ACCESS_KEY", "s");
    assertThat(
            context.await(
                () -> new StoreLocation.Directory(folder).open(vertx, keys, StoreListener.NONE)))
        .isInstanceOf(DirectoryStore.class);
    assertThat(
            context.await(
                () -> new StoreLocation.Bucket(BUCKET).open(vertx, keys, StoreListener.NONE)))
        .isInstanceOf(S3Store.class);
  }

  @Test
  void aBucketWithoutCredentialsIsNotOpened() {
    assertThatThrownBy(() ->
            context.await(
                () -> new StoreLocation.Bucket(BUCKET).open(vertx, Map.of(), StoreListener.NONE)))
        .hasMessageContaining("AWS_ACCESS_KEY_ID");
  }
}
