package dev.headwater.platform.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.engines.testing.S3ProxyEngine;
import dev.headwater.platform.store.ByteRange;
import dev.headwater.platform.store.ObjectInfo;
import dev.headwater.platform.store.ObjectStore;
import dev.headwater.platform.store.ObjectStoreContract;
import dev.headwater.platform.store.OneContext;
import dev.headwater.platform.store.PartUploadsContract;
import dev.headwater.platform.store.RangedRead;
import dev.headwater.platform.store.StoredObject;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.internal.VertxInternal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class S3StoreIT implements ObjectStoreContract, PartUploadsContract {
  private static final int MIB = 1 << 20;

  @TempDir static Path folder;
  private static S3ProxyEngine server;

  private final Vertx vertx = Vertx.vertx();
  private final OneContext context = new OneContext(vertx);
  private final CountingListener heard = new CountingListener();
  private final String prefix = "test-" + UUID.randomUUID();
  private ObjectStore store;

  @BeforeAll
  static void startServer() {
    server = S3ProxyEngine.start(folder, S3Bucket.NAME);
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @BeforeEach
  void open() {
    store = open(Map.of());
  }

  private ObjectStore open(Map<String, String> more) {
    Map<String, String> all = new TreeMap<>(more);
    all.put("prefix", prefix);
    all.put("part-size", "5MiB");
    return S3Store.open(vertx, S3Bucket.at(server.endpoint(), all), Map.of(), heard);
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

  @Test
  void aWrongSecretIsRefused() {
    ObjectStore stranger = open(Map.of("secret-key", "guess"));
    for (String outcome : new String[] {"read", "write", "list"}) {
      assertThatThrownBy(() -> context.await(() -> use(stranger, outcome)))
          .as(outcome)
          .hasMessageContaining("403 SignatureDoesNotMatch");
    }
    assertThat(heard.of("REFUSED")).isEqualTo(3);
  }

  private static Future<?> use(ObjectStore store, String way) {
    return switch (way) {
      case "read" -> store.open("a");
      case "write" -> store.write("a", Buffer.buffer("x"));
      default -> store.list("a");
    };
  }

  @Test
  void aBucketThatIsNotThereIsAFailureAndNoAbsence() {
    ObjectStore elsewhere = open(Map.of("bucket", "no-such-bucket"));
    assertThatThrownBy(() -> context.await(() -> elsewhere.open("a")))
        .hasMessageContaining("404 NoSuchBucket");
  }

  @Test
  void aLongStreamIsWrittenInParts() throws IOException {
    byte[] bytes = new byte[12 * MIB + 345];
    new Random(12).nextBytes(bytes);
    ObjectInfo written = writeFile("long", bytes);
    assertThat(written.size()).isEqualTo(bytes.length);
    assertThat(heard.of("PUT")).isEqualTo(5); // begin, three parts, complete
    RangedRead read = context.await(() -> store.open("long", new ByteRange(5 * MIB - 10, 20)));
    Buffer bytesRead = context.await(() -> OneContext.read(((RangedRead.Found) read).object()));
    assertThat(bytesRead.getBytes())
        .isEqualTo(Buffer.buffer(bytes).getBytes(5 * MIB - 10, 5 * MIB + 10));
  }

  @Test
  void aStreamOfWholePartsEndsWithoutAnEmptyOne() throws IOException {
    assertThat(writeFile("even", new byte[10 * MIB]).size()).isEqualTo(10 * MIB);
    assertThat(heard.of("PUT")).isEqualTo(4);
  }

  @Test
  void aLongStreamThatFailsLeavesNoParts() throws IOException {
    Path file = Files.write(folder.resolve(prefix), new byte[20 * MIB]);
    assertThatThrownBy(() ->
            context.await(() ->
                vertx
                    .fileSystem()
                    .open(file.toString(), new OpenOptions())
                    .compose(
                        source -> store.write("cut", new FailingStream(source.pause(), 12 * MIB)))))
        .hasMessageContaining("failed on purpose");
    assertThat(context.await(() -> store.stat("cut"))).isEmpty();
    assertThat(heard.of("PUT")).isEqualTo(3); // begin and two parts
    assertThat(heard.of("DELETE")).isEqualTo(1);
    Path bucket = server.bucket(S3Bucket.NAME);
    try (Stream<Path> files = Files.walk(bucket)) {
      assertThat(files.filter(Files::isRegularFile).map(bucket::relativize).map(Path::toString))
          .allMatch(this::isOfAnotherTest);
    }
  }

  private boolean isOfAnotherTest(String file) {
    return file.startsWith("test-") && !file.startsWith(prefix);
  }

  @Test
  void aListHasManyPages() {
    for (int from = 0; from < 1001; from += 20) {
      List<Future<ObjectInfo>> writes =
          IntStream.range(from, Math.min(1001, from + 20))
              .mapToObj(i -> "many/%04d".formatted(i))
              .map(key -> store.write(key, Buffer.buffer("x")))
              .toList();
      context.await(() -> Future.all(writes));
    }
    int before = heard.of("LIST");
    assertThat(context.await(() -> store.list("many"))).hasSize(1001);
    assertThat(heard.of("LIST") - before).isEqualTo(2);
    context.await(() -> store.deleteAll("many"));
    assertThat(heard.of("DELETE")).isEqualTo(2);
    assertThat(context.await(() -> store.list("many"))).isEmpty();
  }

  @Test
  void aRangeFarInsideALargeObjectIsRead() throws IOException {
    byte[] bytes = new byte[64 * MIB];
    bytes[40 * MIB] = 'x';
    writeFile("large", bytes);
    int before = heard.of("GET");
    RangedRead read = context.await(() -> store.open("large", new ByteRange(40L * MIB, 1000)));
    StoredObject object = ((RangedRead.Found) read).object();
    assertThat(object.info().size()).isEqualTo(64L * MIB);
    Buffer part = context.await(() -> OneContext.read(object));
    assertThat(part.length()).isEqualTo(1000);
    assertThat(part.getByte(0)).isEqualTo((byte) 'x');
    assertThat(heard.of("GET") - before).isEqualTo(1);
  }

  @Test
  void manyContextsOfEitherKindShareTheStore() {
    byte[] bytes = new byte[MIB];
    new Random(3).nextBytes(bytes);
    context.await(() -> store.write("shared", Buffer.buffer(bytes)));
    VertxInternal contexts = (VertxInternal) vertx;
    List<Future<Buffer>> reads = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      Context own =
          i % 2 == 0 ? contexts.createEventLoopContext() : contexts.createVirtualThreadContext();
      Promise<Buffer> read = Promise.promise();
      own.runOnContext(_ ->
          store
              .open("shared")
              .compose(object -> OneContext.read(object.orElseThrow()))
              .map(all -> own.equals(Vertx.currentContext()) ? all : Buffer.buffer("elsewhere"))
              .onComplete(read));
      reads.add(read.future());
    }
    context.await(() -> Future.all(reads));
    assertThat(reads).allMatch(read -> Arrays.equals(read.result().getBytes(), bytes));
  }

  @Test
  void requestsAreCountedByKindAndPriced() {
    context.await(() -> store.write("a", Buffer.buffer("x")));
    context.await(() -> store.list("a"));
    context.await(() -> store.delete("a"));
    assertThat(heard.of("PUT")).isEqualTo(1);
    assertThat(heard.of("HEAD")).isEqualTo(1);
    assertThat(heard.of("LIST")).isEqualTo(1);
    assertThat(heard.of("DELETE")).isEqualTo(1);
    assertThat(heard.dollars()).isBetween(0.0000103, 0.0000105);
  }

  @Test
  void aServerThatComesBackIsUsedAgain() {
    context.await(() -> store.write("kept", Buffer.buffer("x")));
    server.kill();
    try {
      assertThatThrownBy(() -> context.await(() -> store.open("kept")))
          .hasMessageContaining("StoreException");
      assertThat(heard.of("UNAVAILABLE")).isEqualTo(1);
    } finally {
      server.restart();
    }
    StoredObject object = context.await(() -> store.open("kept")).orElseThrow();
    assertThat(context.await(() -> OneContext.read(object))).hasToString("x");
  }

  private ObjectInfo writeFile(String key, byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve(prefix + "-" + key), bytes);
    return context.await(() ->
        vertx
            .fileSystem()
            .open(file.toString(), new OpenOptions())
            .compose(source -> store.write(key, source.pause())));
  }
}
