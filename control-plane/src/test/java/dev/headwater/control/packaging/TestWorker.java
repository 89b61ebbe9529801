package dev.headwater.control.packaging;

import dev.headwater.control.job.JobQueue;
import dev.headwater.control.job.JobSettings;
import dev.headwater.control.testing.TestCatalog;
import dev.headwater.engines.FfmpegPrograms;
import dev.headwater.engines.testing.SharedEngines;
import dev.headwater.platform.sealing.Envelope;
import dev.headwater.platform.sealing.SealingKey;
import dev.headwater.platform.settings.Secret;
import dev.headwater.platform.store.DirectoryStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A worker with a catalog and a store of its own, in a folder. */
final class TestWorker implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration LOOK = Duration.ofMillis(20);

  static final Envelope ENVELOPE =
      new Envelope(List.of(new SealingKey("s1", new Secret("0123456789abcdef".repeat(4)))));

  private final Vertx vertx = Vertx.vertx();
  private final Path folder;
  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final TestCatalog catalog;
  private final DirectoryStore store;

  TestWorker(Path folder) {
    this.folder = folder;
    catalog = TestCatalog.open(vertx);
    store = DirectoryStore.open(vertx, folder.resolve("store")).await();
  }

  TestCatalog catalog() {
    return catalog;
  }

  DirectoryStore store() {
    return store;
  }

  MeterRegistry registry() {
    return registry;
  }

  Vertx vertx() {
    return vertx;
  }

  PackagingWorker start() {
    return start(settings());
  }

  PackagingWorker start(PackagingSettings settings) {
    return start(settings, List.of());
  }

  /** One that records from these nodes too. */
  PackagingWorker start(PackagingSettings settings, List<URI> nodes) {
    return PackagingWorker.start(
            vertx,
            new PackagingWorker.Parts(settings, nodes, catalog.pool(), store, ENVELOPE, registry))
        .await();
  }

  PackagingSettings settings() {
    FfmpegPrograms programs = SharedEngines.ffmpeg();
    return settings(programs.ffmpeg().toString());
  }

  PackagingSettings settings(String ffmpeg) {
    FfmpegPrograms programs = SharedEngines.ffmpeg();
    return new PackagingSettings(
        folder.resolve("work"),
        ffmpeg,
        programs.ffprobe().toString(),
        Optional.ofNullable(programs.environment().get("LD_LIBRARY_PATH")).map(Path::of),
        1,
        0,
        Duration.ofSeconds(20),
        Duration.ofHours(1),
        4096,
        Encryption.AES_128,
        -18,
        new JobSettings(
            Duration.ofSeconds(30),
            3,
            Duration.ofMillis(1),
            Duration.ofHours(1),
            Duration.ofMillis(200)));
  }

  /** A public title whose source is the file, submitted. */
  String submit(Path source) throws IOException {
    return submit(source, catalog.newTitle());
  }

  /** As {@link #submit(Path)}, but one that is private. */
  String submitPrivate(Path source) throws IOException {
    String title = catalog.newTitle();
    catalog.query("update titles set visibility = 'private' where id = $1", title);
    return submit(source, title);
  }

  private String submit(Path source, String title) throws IOException {
    String key = "sources/" + title + "/u1";
    Path object = store.localPath(key);
    Files.createDirectories(object.getParent());
    Files.copy(source, object);
    catalog.query(
        "update titles set status = 'uploaded', source_key = $2 where id = $1", title, key);
    catalog.pool().withTransaction(transaction -> JobQueue.submit(transaction, title, key)).await();
    return title;
  }

  /** Waits for the title to be ready or failed. */
  Row settled(String title) {
    await(() -> Set.of("ready", "failed").contains(status(title)));
    return catalog.title(title);
  }

  String status(String title) {
    return catalog.title(title).getString("status");
  }

  /** The folder of the title's publication in the store. */
  Path publication(Row title) {
    return store.localPath("vod/" + title.getString("id") + "/" + title.getString("epoch"));
  }

  static void await(BooleanSupplier condition) {
    Instant end = Instant.now().plus(LIMIT);
    while (!condition.getAsBoolean()) {
      if (Instant.now().isAfter(end)) {
        throw new AssertionError("not so within " + LIMIT);
      }
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }

  @Override
  public void close() {
    catalog.close();
    vertx.close().await();
  }
}
