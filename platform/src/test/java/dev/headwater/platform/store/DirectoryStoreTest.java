package dev.headwater.platform.store;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryStoreTest implements ObjectStoreContract, PartUploadsContract {
  @TempDir Path folder;
  private final Vertx vertx = Vertx.vertx();
  private final OneContext context = new OneContext(vertx);
  private DirectoryStore store;

  @BeforeEach
  void open() {
    store = context.await(() -> DirectoryStore.open(vertx, folder.resolve("store")));
  }

  @AfterEach
  void closeVertx() {
    context.await(vertx::close);
  }

  @Override
  public ObjectStore store() {
    return store;
  }

  @Override
  public OneContext context() {
    return context;
  }

  @Override
  public Vertx vertx() {
    return vertx;
  }

  @AfterEach
  void nothingIsLeftUnfinished() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("store/.unfinished"))) {
      assertThat(files.filter(file -> !file.endsWith("recent"))).isEmpty();
    }
  }

  @Test
  void onlyWhatWasAbandonedLongAgoIsDropped() throws IOException {
    Path unfinished = folder.resolve("store/.unfinished");
    Path recent = Files.writeString(unfinished.resolve("recent"), "x");
    Path old = Files.writeString(unfinished.resolve("old"), "x");
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
    context.await(() -> DirectoryStore.open(vertx, folder.resolve("store")));
    assertThat(recent).exists();
    assertThat(old).doesNotExist();
  }

  @Test
  void anObjectIsAFileOfTheFolder() {
    context.await(() -> store.write("a/b", Buffer.buffer("x")));
    assertThat(store.localPath("a/b")).hasContent("x").startsWithRaw(folder.resolve("store"));
  }

  @Test
  void aLinkThatLeadsOutOfTheStoreIsNoObject() throws IOException {
    Path outside = Files.writeString(folder.resolve("outside"), "secret");
    Files.createSymbolicLink(folder.resolve("store/link"), outside);
    Files.createDirectories(folder.resolve("store/t"));
    Files.createSymbolicLink(folder.resolve("store/t/link"), outside);
    assertThat(context.await(() -> store.stat("link"))).isEmpty();
    assertThat(context.await(() -> store.open("link"))).isEmpty();
    assertThat(context.await(() -> store.open("link", new ByteRange(0, 1))))
        .isInstanceOf(RangedRead.Absent.class);
    assertThat(context.await(() -> store.list("t"))).isEmpty();
  }

  @Test
  void aFolderBehindALinkThatLeadsOutIsNeitherReadNorWrittenNorEmptied() throws IOException {
    Path outside = Files.createDirectories(folder.resolve("elsewhere"));
    Path file = Files.writeString(outside.resolve("file"), "kept");
    Files.createSymbolicLink(folder.resolve("store/t"), outside);
    assertThat(context.await(() -> store.open("t/file"))).isEmpty();
    assertThat(context.await(() -> store.list("t"))).isEmpty();
    assertThatThrownBy(() -> context.await(() -> store.write("t/x/new", Buffer.buffer("x"))))
        .hasMessageContaining("leads out of the store");
    context.await(() -> store.delete("t/file"));
    context.await(() -> store.deleteAll("t"));
    assertThat(file).hasContent("kept");
    assertThat(List.of(outside.toFile().list())).containsExactly("file");
  }

  @Test
  void aWayThroughAFileOrACircleOfLinksLeadsToNothing() throws IOException {
    context.await(() -> store.write("t/file", Buffer.buffer("x")));
    Files.createSymbolicLink(folder.resolve("store/t/self"), Path.of("self"));
    Files.createSymbolicLink(folder.resolve("store/t/there"), Path.of("back"));
    Files.createSymbolicLink(folder.resolve("store/t/back"), Path.of("there"));
    String longest = "x".repeat(255);
    for (String key :
        List.of("t/file/1", "t/file/1/2", "t/self", "t/self/1", "t/there/1", longest)) {
      assertThat(context.await(() -> store.stat(key))).as(key).isEmpty();
      assertThat(context.await(() -> store.open(key))).as(key).isEmpty();
      assertThat(context.await(() -> store.open(key, new ByteRange(0, 1))))
          .as(key)
          .isInstanceOf(RangedRead.Absent.class);
    }
  }

  @Test
  void anObjectThatChangesAllTheTimeIsGivenUp() throws Exception {
    context.await(() -> store.write("a", Buffer.buffer("x")));
    AtomicBoolean isOver = new AtomicBoolean();
    Thread writer = Thread.ofPlatform().start(() -> changeUntil(isOver));
    try {
      assertThatThrownBy(this::openUntilItFails).hasStackTraceContaining("again and again");
    } finally {
      isOver.set(true);
      writer.join();
    }
  }

  private void changeUntil(AtomicBoolean isOver) {
    for (long millis = 1; !isOver.get(); millis++) {
      if (!folder.resolve("store/a").toFile().setLastModified(millis)) {
        return;
      }
    }
  }

  /** The writer may be starved for a while. */
  private void openUntilItFails() {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (System.nanoTime() < end) {
      StoredObject object = context.await(() -> store.open("a")).orElseThrow();
      context.await(object::close);
    }
  }

  @Test
  void aLinkWithinTheStoreIsFollowed() throws IOException {
    context.await(() -> store.write("a", Buffer.buffer("shared")));
    Files.createSymbolicLink(folder.resolve("store/b"), Path.of("a"));
    assertThat(context.await(() -> store.stat("b"))).map(ObjectInfo::size).contains(6L);
  }

  @Test
  void aRangeFarInsideALargeObjectIsRead() throws IOException {
    Path sparse = folder.resolve("store/large");
    try (var file = new RandomAccessFile(sparse.toFile(), "rw")) {
      file.setLength(200L << 20);
      file.seek(100L << 20);
      file.write("here".getBytes(US_ASCII));
    }
    RangedRead read = context.await(() -> store.open("large", new ByteRange(100L << 20, 4)));
    StoredObject object = ((RangedRead.Found) read).object();
    assertThat(object.info().size()).isEqualTo(200L << 20);
    assertThat(context.await(() -> OneContext.read(object))).hasToString("here");
  }
}
