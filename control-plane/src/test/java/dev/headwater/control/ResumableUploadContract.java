package dev.headwater.control;

import static dev.headwater.control.Uploads.MIB;
import static dev.headwater.control.Uploads.await;
import static dev.headwater.control.Uploads.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.control.ApiClient.Answer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds of resumable uploads, whatever the object store is. */
interface ResumableUploadContract {
  /** RFC 4918, section 11.3. */
  int LOCKED = 423;

  TestControlPlane control();

  /** Where the object under that key lies. */
  Path object(String key);

  /** Files in the store that are parts or tails of uploads. */
  List<Path> leftovers() throws IOException;

  default Uploads uploads() {
    return new Uploads(control().admin());
  }

  private void assertArrived(String title, byte[] whole) {
    assertThat(status(title)).isEqualTo("uploaded");
    assertThat(object(sourceKey(title))).hasBinaryContent(whole);
    assertThat(
            control()
                .query(
                    "select 1 from titles where id = $1 and source_bytes = $2 and source_name = 'film.mp4'",
                    title,
                    (long) whole.length)
                .size())
        .isEqualTo(1);
    assertThat(
            control().query("select 1 from jobs where title_id = $1 and state = 'queued'", title))
        .hasSize(1);
  }

  private String status(String title) {
    return control()
        .query("select status from titles where id = $1", title)
        .iterator()
        .next()
        .getString(0);
  }

  private String sourceKey(String title) {
    return control()
        .query("select source_key from titles where id = $1", title)
        .iterator()
        .next()
        .getString(0);
  }

  private void awaitNothingLeft() {
    await(
        () -> {
          try {
            return leftovers().isEmpty();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        },
        "parts and tails are gone");
  }

  @ParameterizedTest
  @ValueSource(
      ints = {0, 1, 5 * MIB - 1, 5 * MIB, 5 * MIB + 1, 10 * MIB - 1, 10 * MIB, 10 * MIB + 1})
  default void everySizeArrivesInOneCallOrInTwo(int length) {
    Uploads uploads = uploads();
    byte[] whole = bytes(length);
    String once = uploads.newTitle();
    String id = uploads.begin(once, length);
    if (length > 0) {
      uploads.add(id, whole, 0, length);
    }
    assertArrived(once, whole);
    String twice = uploads.newTitle();
    String other = uploads.begin(twice, length);
    int half = length / 3;
    if (length > 0) {
      uploads.add(other, whole, 0, half);
      assertThat(uploads.offset(other)).isEqualTo(half);
      assertThat(status(twice)).isEqualTo("draft");
      uploads.add(other, whole, half, length);
    }
    assertArrived(twice, whole);
    assertThat(uploads.offset(other)).isEqualTo(length);
    awaitNothingLeft();
  }

  @Test
  default void smallStepsArriveToo() {
    Uploads uploads = uploads();
    byte[] whole = bytes(12 * MIB + 5);
    String title = uploads.newTitle();
    String id = uploads.begin(title, whole.length);
    for (int from = 0; from < whole.length; ) {
      int to = Math.min(whole.length, from + 1_300_001);
      uploads.add(id, whole, from, to);
      from = to;
    }
    assertArrived(title, whole);
    awaitNothingLeft();
  }

  @Test
  default void theFirstBytesMayComeWithTheBeginning() {
    Uploads uploads = uploads();
    byte[] whole = bytes(6 * MIB);
    String all = uploads.newTitle();
    Answer answer = uploads.create(all, whole.length, whole);
    assertThat(answer.status()).as(answer.response().body()).isEqualTo(201);
    assertThat(answer.header("Upload-Offset")).isEqualTo(Integer.toString(whole.length));
    assertArrived(all, whole);
    String some = uploads.newTitle();
    Answer begun = uploads.create(some, whole.length, Arrays.copyOf(whole, 1000));
    assertThat(begun.header("Upload-Offset")).isEqualTo("1000");
    uploads.add(Uploads.id(begun), whole, 1000, whole.length);
    assertArrived(some, whole);
  }

  @Test
  default void anUploadGoesOnWhereItsConnectionsBroke() throws IOException {
    Uploads uploads = uploads();
    byte[] whole = bytes(13 * MIB);
    String title = uploads.newTitle();
    String id = uploads.begin(title, whole.length);
    int from = 0;
    for (int cut : new int[] {7 * MIB + 3, 9 * MIB, 13 * MIB - 1}) {
      try (Socket socket = uploads.open(id, from, whole.length - from)) {
        await(() -> !isFree(id), "the call is at it");
        socket.getOutputStream().write(whole, from, cut - from);
      }
      await(() -> isFree(id), "the broken call let go");
      int offset = Math.toIntExact(uploads.offset(id));
      assertThat(offset).as("parts that were full count").isBetween(Math.max(from, 5 * MIB), cut);
      from = offset;
    }
    uploads.add(id, whole, from, whole.length);
    assertArrived(title, whole);
    awaitNothingLeft();
  }

  private boolean isFree(String id) {
    return control().query("select 1 from uploads where id = $1 and lease_until is null", id).size()
        == 1;
  }

  @ParameterizedTest
  @ValueSource(strings = {"sha1:SHA-1", "sha256:SHA-256", "md5:MD5"})
  default void bytesThatWereChangedOnTheirWayDoNotCount(String algorithm) throws Exception {
    Uploads uploads = uploads();
    byte[] whole = bytes(12 * MIB);
    String title = uploads.newTitle();
    String id = uploads.begin(title, whole.length);
    uploads.add(id, whole, 0, MIB);
    byte[] rest = Arrays.copyOfRange(whole, MIB, whole.length);
    String[] names = algorithm.split(":", -1);
    byte[] digest = MessageDigest.getInstance(names[1]).digest(rest);
    String checksum = names[0] + " " + Base64.getEncoder().encodeToString(digest);
    byte[] changed = rest.clone();
    changed[7 * MIB] ^= 1;
    Answer refused = uploads.patch(id, MIB, changed, "Upload-Checksum", checksum);
    assertThat(refused.status()).as(refused.response().body()).isEqualTo(460);
    assertThat(uploads.offset(id)).isEqualTo(MIB);
    try (Socket socket = uploads.open(id, MIB, rest.length, "Upload-Checksum: " + checksum)) {
      socket.getOutputStream().write(changed, 0, 6 * MIB);
    }
    await(() -> isFree(id), "the broken call let go");
    assertThat(uploads.offset(id)).isEqualTo(MIB);
    AtomicReference<Answer> last = new AtomicReference<>();
    await(
        () -> {
          last.set(uploads.patch(id, MIB, rest, "Upload-Checksum", checksum));
          return last.get().status() != LOCKED; // the broken call may have begun after that look
        },
        "nobody else is at it");
    Answer taken = last.get();
    assertThat(taken.status()).as(taken.response().body()).isEqualTo(204);
    assertArrived(title, whole);
    awaitNothingLeft();
  }

  @Test
  default void ofTwoCallsAtOnceTheOneThatSendsWins() throws Exception {
    Uploads uploads = uploads();
    byte[] whole = bytes(6 * MIB);
    String title = uploads.newTitle();
    String id = uploads.begin(title, whole.length);
    try (Socket socket = uploads.open(id, 0, whole.length)) {
      OutputStream out = socket.getOutputStream();
      out.write(whole, 0, MIB);
      await(() -> !isFree(id), "the first call is at it");
      CompletableFuture<Answer> second =
          CompletableFuture.supplyAsync(() -> uploads.patch(id, 0, whole));
      CompletableFuture<Answer> third = CompletableFuture.supplyAsync(() -> uploads.delete(id));
      int sent = MIB;
      for (; !second.isDone() || !third.isDone(); sent++) {
        out.write(whole, sent, 1);
        Thread.sleep(500);
      }
      assertThat(second.join().status()).isEqualTo(423);
      assertThat(second.join().header("Retry-After")).isNotEmpty();
      assertThat(third.join().status()).isEqualTo(423);
      out.write(whole, sent, whole.length - sent);
      assertThat(Uploads.readHead(socket)).startsWith("HTTP/1.1 204");
    }
    assertArrived(title, whole);
  }

  /** As where a connection breaks and this side isn't told. */
  @Test
  default void whoIsSilentGivesWayToTheNext() throws IOException {
    Uploads uploads = uploads();
    byte[] whole = bytes(6 * MIB);
    String title = uploads.newTitle();
    String id = uploads.begin(title, whole.length);
    try (Socket socket = uploads.open(id, 0, whole.length)) {
      socket.getOutputStream().write(whole, 0, MIB);
      await(() -> !isFree(id), "the first call is at it");
      assertThat(uploads.patch(id, 0, whole).status())
          .as("what the first brought counts")
          .isEqualTo(409);
      assertThat(uploads.offset(id)).isEqualTo(MIB);
      uploads.add(id, whole, MIB, whole.length);
    }
    assertArrived(title, whole);
    awaitNothingLeft();
  }

  /** A lease that ended is another process's: whoever had it changes nothing any more. */
  @Test
  default void whoLostTheLeaseStops() throws IOException {
    Uploads uploads = uploads();
    byte[] whole = bytes(12 * MIB);
    String title = uploads.newTitle();
    String id = uploads.begin(title, whole.length);
    try (Socket socket = uploads.open(id, 0, whole.length)) {
      socket.getOutputStream().write(whole, 0, 7 * MIB);
      await(() -> uploads.offset(id) == 5 * MIB, "the first part is received");
      control()
          .query(
              "update uploads set lease_token = lease_token + 1, lease_until = now() where id = $1",
              id);
      assertThat(Uploads.readHead(socket)).startsWith("HTTP/1.1 423");
    }
    assertThat(uploads.offset(id)).isEqualTo(5 * MIB);
    uploads.add(id, whole, 5 * MIB, whole.length);
    assertArrived(title, whole);
    awaitNothingLeft();
  }

  @Test
  default void whatIsDeletedLeavesNothing() throws IOException {
    Uploads uploads = uploads();
    byte[] whole = bytes(8 * MIB);
    String title = uploads.newTitle();
    String id = uploads.begin(title, 20 * MIB);
    uploads.add(id, whole, 0, whole.length);
    assertThat(leftovers()).isNotEmpty();
    assertThat(uploads.delete(id).status()).isEqualTo(204);
    assertThat(uploads.head(id).status()).isEqualTo(404);
    assertThat(uploads.patch(id, whole.length, new byte[1]).status()).isEqualTo(404);
    assertThat(uploads.delete(id).status()).isEqualTo(404);
    assertThat(leftovers()).isEmpty();
    assertThat(status(title)).isEqualTo("draft");
  }

  @Test
  default void memoryStaysWhereItIsHoweverLongTheUpload() throws IOException {
    send(96); // heap and buffers have their size from now on
    long before = residentBytes();
    long growth = Math.max(0, send(256) - before);
    assertThat(growth).as("growth of resident memory in bytes").isLessThan(96L * MIB);
  }

  /** Uploads so many mebibytes, and gives the largest resident memory seen on the way. */
  private long send(int mebibytes) throws IOException {
    Uploads uploads = uploads();
    String title = uploads.newTitle();
    String id = uploads.begin(title, (long) mebibytes * MIB);
    byte[] chunk = bytes(MIB);
    long most = 0;
    try (Socket socket = uploads.open(id, 0, (long) mebibytes * MIB)) {
      for (int i = 0; i < mebibytes; i++) {
        socket.getOutputStream().write(chunk);
        most = Math.max(most, residentBytes());
      }
      assertThat(Uploads.readHead(socket)).startsWith("HTTP/1.1 204");
    }
    Path object = object(sourceKey(title));
    assertThat(Files.size(object)).isEqualTo((long) mebibytes * MIB);
    Files.delete(object);
    return Math.max(most, residentBytes());
  }

  private static long residentBytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
        .findFirst()
        .orElseThrow();
  }
}
