package dev.headwater.control.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.platform.store.ByteRange;
import dev.headwater.platform.store.DirectoryStore;
import dev.headwater.platform.store.ObjectInfo;
import dev.headwater.platform.store.ObjectStore;
import dev.headwater.platform.store.PartUploads;
import dev.headwater.platform.store.RangedRead;
import dev.headwater.platform.store.StoredObject;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceFilesIT {
  private static final Buffer CONTENT = Buffer.buffer("x".repeat(1_000_000));

  @TempDir Path folder;
  private Vertx vertx;
  private DirectoryStore directory;

  @BeforeEach
  void open() {
    vertx = Vertx.vertx();
    directory = DirectoryStore.open(vertx, folder.resolve("store")).await();
    directory.write("sources/t1/u1", CONTENT).await();
  }

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void aFileOfTheStoreIsReadWhereItLies() {
    Path file = new SourceFiles(vertx, directory, programs()).fetch("sources/t1/u1", folder);
    assertThat(file).isEqualTo(directory.localPath("sources/t1/u1"));
  }

  @Test
  void anObjectOfAStoreWithoutFilesIsCopied() throws Exception {
    Path copy =
        new SourceFiles(vertx, new Remote(directory), programs()).fetch("sources/t1/u1", folder);
    assertThat(copy).hasParent(folder);
    assertThat(Files.readAllBytes(copy)).isEqualTo(CONTENT.getBytes());
  }

  @Test
  void anObjectThatIsGoneIsABadSource() {
    for (ObjectStore store : List.of(directory, new Remote(directory))) {
      SourceFiles files = new SourceFiles(vertx, store, programs());
      assertThatThrownBy(() -> files.fetch("sources/t1/gone", folder))
          .hasMessage("the uploaded file is no longer there");
    }
  }

  @Test
  void aCopyEndsAsSoonAsTheJobIsCancelled() {
    Programs programs = programs();
    Promise<Void> endless = Promise.promise();
    Future<Void> copy = programs.unlessStopped(endless.future());
    assertThat(copy.isComplete()).isFalse();
    programs.stop(PackagingException.cancelled());
    assertThatThrownBy(copy::await).hasMessage("the job was cancelled");
    SourceFiles files = new SourceFiles(vertx, new Remote(directory), programs);
    assertThatThrownBy(() -> files.fetch("sources/t1/u1", folder))
        .hasMessage("the job was cancelled");
  }

  private Programs programs() {
    return new Programs(Map.of(), Duration.ofSeconds(1), new WorkFolder(folder));
  }

  /** The same objects, without their files. */
  private record Remote(ObjectStore objects) implements ObjectStore {
    @Override
    public Future<Optional<StoredObject>> open(String key) {
      return objects.open(key);
    }

    @Override
    public Future<RangedRead> open(String key, ByteRange range) {
      return objects.open(key, range);
    }

    @Override
    public Future<Optional<ObjectInfo>> stat(String key) {
      return objects.stat(key);
    }

    @Override
    public Future<ObjectInfo> write(String key, ReadStream<Buffer> body) {
      return objects.write(key, body);
    }

    @Override
    public Future<ObjectInfo> write(String key, Buffer body) {
      return objects.write(key, body);
    }

    @Override
    public Future<List<ObjectInfo>> list(String prefix) {
      return objects.list(prefix);
    }

    @Override
    public Future<Void> delete(String key) {
      return objects.delete(key);
    }

    @Override
    public Future<Void> deleteAll(String prefix) {
      return objects.deleteAll(prefix);
    }

    @Override
    public PartUploads parts() {
      return objects.parts();
    }
  }
}
