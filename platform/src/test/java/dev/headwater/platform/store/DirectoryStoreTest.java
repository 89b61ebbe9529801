package dev.headwater.platform.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.OpenOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DirectoryStoreTest {
  @TempDir Path folder;
  private final Vertx vertx = Vertx.vertx();
  private ObjectStore store;

  @BeforeEach
  void open() {
    store = await(DirectoryStore.open(vertx, folder.resolve("store")));
  }

  @AfterEach
  void close() {
    await(vertx.close());
  }

  @Test
  void whatIsWrittenIsRead() {
    byte[] bytes = new byte[1_000_000];
    new Random(1).nextBytes(bytes);
    ObjectInfo written = await(store.write("a/b.bin", Buffer.buffer(bytes)));
    assertThat(read("a/b.bin").getBytes()).isEqualTo(bytes);
    assertThat(await(store.stat("a/b.bin"))).contains(written);
    assertThat(written.size()).isEqualTo(1_000_000);
    assertThat(written.etag()).matches("\"[0-9a-f]+-[0-9a-f]+\"");
  }

  @Test
  void anEmptyObjectIsAnObject() {
    await(store.write("empty", Buffer.buffer()));
    assertThat(read("empty").length()).isZero();
  }

  @Test
  void whatIsNotThereIsEmptyAndAFolderIsNotThere() {
    await(store.write("a/b", Buffer.buffer("x")));
    assertThat(await(store.open("nothing"))).isEmpty();
    assertThat(await(store.stat("a"))).isEmpty();
    assertThat(await(store.open("a"))).isEmpty();
  }

  @Test
  void anObjectIsReplacedWhole() {
    await(store.write("a", Buffer.buffer("first, and longer")));
    await(store.write("a", Buffer.buffer("second")));
    assertThat(read("a")).hasToString("second");
  }

  @Test
  void aStreamThatFailsLeavesNothing() throws IOException {
    Path file = Files.write(folder.resolve("source"), new byte[100_000]);
    Future<ObjectInfo> write =
        vertx
            .fileSystem()
            .open(file.toString(), new OpenOptions())
            .compose(source -> {
              source.pause();
              Future<ObjectInfo> running = store.write("a", source);
              return source.close().compose(_ -> running);
            });
    assertThatThrownBy(() -> await(write)).isInstanceOf(AssertionError.class);
    assertThat(await(store.stat("a"))).isEmpty();
    assertThat(filesBelow(folder.resolve("store"))).isEmpty();
  }

  @Test
  void aListIsOrderedAndEndsAtTheSlash() {
    for (String key : new String[] {"t/2", "t/1", "t/x/3", "tt/4"}) {
      await(store.write(key, Buffer.buffer(key)));
    }
    assertThat(await(store.list("t")))
        .extracting(ObjectInfo::key)
        .containsExactly("t/1", "t/2", "t/x/3");
    assertThat(await(store.list("none"))).isEmpty();
  }

  @Test
  void deletingIsHarmlessWhereNothingIs() {
    await(store.write("t/1", Buffer.buffer("x")));
    await(store.delete("t/1"));
    await(store.delete("t/1"));
    await(store.deleteAll("t"));
    assertThat(await(store.list("t"))).isEmpty();
  }

  @Test
  void onlyWhatWasAbandonedLongAgoIsDropped() throws IOException {
    Path unfinished = folder.resolve("store/.unfinished");
    Path recent = Files.writeString(unfinished.resolve("recent"), "x");
    Path old = Files.writeString(unfinished.resolve("old"), "x");
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
    await(DirectoryStore.open(vertx, folder.resolve("store")));
    assertThat(recent).exists();
    assertThat(old).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/a", "a/", "a//b", "../a", "a/../b", ".unfinished/x", "a b", "a\0b"})
  void aKeyThatIsNoSafePathIsRefused(String key) {
    assertThatThrownBy(() -> store.stat(key)).isInstanceOf(IllegalArgumentException.class);
  }

  private Buffer read(String key) {
    StoredObject object = await(store.open(key)).orElseThrow();
    Buffer bytes = Buffer.buffer();
    Promise<Buffer> whole = Promise.promise();
    object
        .body()
        .exceptionHandler(whole::tryFail)
        .handler(bytes::appendBuffer)
        .endHandler(_ -> whole.tryComplete(bytes))
        .resume();
    return await(whole.future().eventually(object::close));
  }

  private static List<Path> filesBelow(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
