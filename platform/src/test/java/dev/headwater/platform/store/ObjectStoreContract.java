package dev.headwater.platform.store;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.OpenOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every object store does, whatever it keeps its objects in. The store is empty at first. */
public interface ObjectStoreContract {
  ObjectStore store();

  OneContext context();

  Vertx vertx();

  @Test
  default void whatIsWrittenIsRead() {
    byte[] bytes = randomBytes(1_000_000);
    ObjectInfo written = write("a/b.bin", bytes);
    assertThat(read("a/b.bin").getBytes()).isEqualTo(bytes);
    assertThat(stat("a/b.bin")).contains(written);
    assertThat(written.size()).isEqualTo(1_000_000);
    assertThat(written.etag()).matches("\"[\\x21\\x23-\\x7e]+\"");
  }

  @Test
  default void anEmptyObjectIsAnObject() {
    write("empty", new byte[0]);
    assertThat(read("empty").length()).isZero();
    assertThat(stat("empty")).map(ObjectInfo::size).contains(0L);
  }

  @Test
  default void whatIsNotThereIsEmptyAndAFolderIsNotThere() {
    write("a/b", new byte[1]);
    assertThat(context().await(() -> store().open("nothing"))).isEmpty();
    assertThat(stat("nothing")).isEmpty();
    assertThat(stat("a")).isEmpty();
    assertThat(context().await(() -> store().open("a"))).isEmpty();
    assertThat(range("a", 0, 10)).isInstanceOf(RangedRead.Absent.class);
  }

  @Test
  default void anObjectIsReplacedWhole() {
    write("a", "first, and longer".getBytes(US_ASCII));
    write("a", "second".getBytes(US_ASCII));
    assertThat(read("a")).hasToString("second");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, 1",
    "0, 1000, 1000",
    "17, 100, 100",
    "999, 1, 1",
    "990, 100, 10",
    "0, 100000, 1000",
    "500, 0, 0",
    "0, 0, 0",
    "1, 9223372036854775806, 999"
  })
  default void aRangeIsReadUpToTheEndOfTheObject(int offset, long length, int expected) {
    byte[] bytes = randomBytes(1000);
    ObjectInfo written = write("ranged", bytes);
    StoredObject object = found(range("ranged", offset, length));
    assertThat(object.range()).isEqualTo(new ByteRange(offset, expected));
    assertThat(object.info()).isEqualTo(written);
    assertThat(context().await(() -> OneContext.read(object)).getBytes())
        .isEqualTo(Buffer.buffer(bytes).getBytes(offset, offset + expected));
  }

  @Test
  default void aRangeBehindTheEndIsOutOfBounds() {
    ObjectInfo written = write("short", randomBytes(1000));
    assertThat(range("short", 1000, 1)).isEqualTo(new RangedRead.OutOfBounds(written));
    assertThat(range("short", 5000, 0)).isEqualTo(new RangedRead.OutOfBounds(written));
  }

  @Test
  default void anEmptyObjectHasARangeAtItsBeginningOnly() {
    ObjectInfo written = write("empty", new byte[0]);
    StoredObject object = found(range("empty", 0, 100));
    assertThat(object.range()).isEqualTo(new ByteRange(0, 0));
    assertThat(context().await(() -> OneContext.read(object)).length()).isZero();
    assertThat(range("empty", 1, 100)).isEqualTo(new RangedRead.OutOfBounds(written));
  }

  @Test
  default void anObjectMayBeClosedBeforeItsEnd() {
    write("a", randomBytes(1_000_000));
    for (int i = 0; i < 20; i++) {
      StoredObject object = context().await(() -> store().open("a")).orElseThrow();
      context().await(object::close);
    }
    assertThat(read("a").length()).isEqualTo(1_000_000);
  }

  @Test
  default void aStreamIsWritten(@TempDir Path folder) throws Exception {
    byte[] bytes = randomBytes(3_000_000);
    Path file = Files.write(folder.resolve("source"), bytes);
    ObjectInfo written =
        context()
            .await(() ->
                vertx()
                    .fileSystem()
                    .open(file.toString(), new OpenOptions())
                    .compose(source -> store().write("streamed", source.pause())));
    assertThat(written.size()).isEqualTo(3_000_000);
    assertThat(stat("streamed")).contains(written);
    assertThat(read("streamed").getBytes()).isEqualTo(bytes);
  }

  @Test
  default void aStreamThatFailsLeavesNothing(@TempDir Path folder) throws Exception {
    Path file = Files.write(folder.resolve("source"), randomBytes(100_000));
    assertThatThrownBy(() ->
            context()
                .await(() ->
                    vertx()
                        .fileSystem()
                        .open(file.toString(), new OpenOptions())
                        .compose(source -> {
                          source.pause();
                          Future<ObjectInfo> running = store().write("a", source);
                          return source.close().compose(_ -> running);
                        })))
        .isInstanceOf(OneContext.FailedStepException.class);
    assertThat(stat("a")).isEmpty();
  }

  @Test
  default void aListIsOrderedAndEndsAtTheSlash() {
    for (String key : new String[] {"t/2", "t/1", "t/x/3", "tt/4", "t/x.y"}) {
      write(key, randomBytes(10));
    }
    assertThat(context().await(() -> store().list("t")))
        .extracting(ObjectInfo::key)
        .containsExactly("t/1", "t/2", "t/x.y", "t/x/3");
    assertThat(context().await(() -> store().list("none"))).isEmpty();
  }

  @Test
  default void aListedObjectIsDescribedAsByStat() {
    ObjectInfo written = write("t/1", randomBytes(10));
    assertThat(context().await(() -> store().list("t"))).containsExactly(written);
  }

  @Test
  default void deletingIsHarmlessWhereNothingIs() {
    write("t/1", new byte[1]);
    write("t/2/3", new byte[1]);
    write("tt", new byte[1]);
    context().await(() -> store().delete("t/1"));
    context().await(() -> store().delete("t/1"));
    assertThat(context().await(() -> store().list("t"))).hasSize(1);
    context().await(() -> store().deleteAll("t"));
    context().await(() -> store().deleteAll("t"));
    assertThat(context().await(() -> store().list("t"))).isEmpty();
    assertThat(stat("tt")).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/a", "a/", "a//b", "../a", "a/../b", ".unfinished/x", "a b", "a\0b"})
  default void aKeyThatIsNoSafePathIsRefused(String key) {
    assertThatThrownBy(() -> store().stat(key)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> store().open(key, new ByteRange(0, 1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private ObjectInfo write(String key, byte[] bytes) {
    return context().await(() -> store().write(key, Buffer.buffer(bytes)));
  }

  private Optional<ObjectInfo> stat(String key) {
    return context().await(() -> store().stat(key));
  }

  private Buffer read(String key) {
    return context()
        .await(() -> store().open(key).compose(object -> OneContext.read(object.orElseThrow())));
  }

  private RangedRead range(String key, long offset, long length) {
    return context().await(() -> store().open(key, new ByteRange(offset, length)));
  }

  private static StoredObject found(RangedRead read) {
    assertThat(read).isInstanceOf(RangedRead.Found.class);
    return ((RangedRead.Found) read).object();
  }

  private static byte[] randomBytes(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }
}
