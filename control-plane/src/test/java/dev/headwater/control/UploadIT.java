package dev.headwater.control;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.control.account.Role;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class UploadIT {
  private static final byte[] BYTES = "not a film, but bytes".getBytes(StandardCharsets.UTF_8);
  private static final int CHUNK = 1 << 20;

  /** The growth that is allowed while a source many times as large comes in. */
  private static final long MAX_GROWTH_BYTES = 64L << 20;

  private static final int MEBIBYTES = 256;

  private final TestControlPlane control = TestControlPlane.shared();
  private final ApiClient publisher = control.person(Role.PUBLISHER);

  private static String newTitle(ApiClient client) {
    return client
        .post("titles", new JsonObject().put("name", "Upload").put("visibility", "private"))
        .json()
        .getString("id");
  }

  private static String status(ApiClient client, String id) {
    return client.get("titles/" + id).json().getString("status");
  }

  private static List<Path> sources(TestControlPlane control, String id) throws IOException {
    Path folder = control.store().resolve("sources").resolve(id);
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  private static List<Path> unfinished(TestControlPlane control) throws IOException {
    try (Stream<Path> files = Files.list(control.store().resolve(".unfinished"))) {
      return files.toList();
    }
  }

  private static void await(BooleanSupplier fact, String what) {
    long end = System.nanoTime() + SECONDS.toNanos(20);
    while (!fact.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what).isLessThan(end);
      LockSupport.parkNanos(10_000_000);
    }
  }

  @Test
  void aSourceOfAnyTypeOrNoneIsStoredAndQueued() throws IOException {
    String id = newTitle(publisher);
    ApiClient.Answer answer =
        publisher.put("titles/" + id + "/source", BodyPublishers.ofByteArray(BYTES));
    assertThat(answer.status()).as(answer.response().body()).isEqualTo(202);
    assertThat(answer.json().getString("id")).isEqualTo(id);
    assertThat(answer.json().getString("status")).isEqualTo("uploaded");
    assertThat(sources(control, id))
        .singleElement()
        .satisfies(file -> assertThat(file).hasBinaryContent(BYTES));
    assertThat(control.query("select 1 from jobs where title_id = $1", id).size()).isEqualTo(1);
    assertThat(
            control
                .query("select 1 from audit_log where action = 'title.upload' and subject = $1", id)
                .size())
        .isEqualTo(1);
  }

  @Test
  void chunksWithoutALengthAreTakenToo() throws IOException {
    String id = newTitle(publisher);
    ApiClient.Answer answer =
        publisher.send(
            "PUT",
            "/api/v1/titles/" + id + "/source",
            BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(BYTES)),
            "Content-Type",
            "application/x-whatever; a=b");
    assertThat(answer.status()).isEqualTo(202);
    assertThat(sources(control, id))
        .singleElement()
        .satisfies(file -> assertThat(file).hasBinaryContent(BYTES));
  }

  /** Packaging says what is wrong with it, as with any other file. */
  @Test
  void anEmptySourceIsTaken() throws IOException {
    String id = newTitle(publisher);
    assertThat(publisher.put("titles/" + id + "/source", BodyPublishers.noBody()).status())
        .isEqualTo(202);
    assertThat(sources(control, id))
        .singleElement()
        .satisfies(file -> assertThat(file).isEmptyFile());
  }

  @Test
  void whileASourceIsBeingPackagedAnotherIsRefused() throws IOException {
    String id = newTitle(publisher);
    String path = "titles/" + id + "/source";
    publisher.put(path, BodyPublishers.ofByteArray(BYTES));
    assertThat(publisher.put(path, BodyPublishers.ofByteArray(BYTES)).status()).isEqualTo(409);
    control.query("update titles set status = 'processing' where id = $1", id);
    assertThat(publisher.put(path, BodyPublishers.ofByteArray(BYTES)).status()).isEqualTo(409);
    assertThat(sources(control, id)).hasSize(1);
  }

  @Test
  void aNewSourceTakesThePlaceOfThePackagedOne() throws IOException {
    String id = newTitle(publisher);
    String path = "titles/" + id + "/source";
    publisher.put(path, BodyPublishers.ofString("first"));
    control.query("update jobs set state = 'cancelled' where title_id = $1", id);
    control.publish(id, "00000000000000e1");
    assertThat(publisher.put(path, BodyPublishers.ofString("second")).status()).isEqualTo(202);
    await(() -> sizeOf(id) == 1, "the first source was dropped");
    assertThat(sources(control, id))
        .singleElement()
        .satisfies(file -> assertThat(file).hasContent("second"));
    assertThat(publisher.post("titles/" + id + "/playback", new JsonObject()).status())
        .as("the old publication stays")
        .isEqualTo(200);
  }

  private int sizeOf(String id) {
    try {
      return sources(control, id).size();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void whoMayNotChangeATitleMayNotUploadIt() throws IOException {
    String id = newTitle(publisher);
    ApiClient other = control.person(Role.PUBLISHER);
    String path = "titles/" + id + "/source";
    assertThat(other.put(path, BodyPublishers.ofByteArray(BYTES)).status()).isEqualTo(404);
    assertThat(control.anonymous().put(path, BodyPublishers.ofByteArray(BYTES)).status())
        .isEqualTo(401);
    assertThat(publisher.put("titles/nope/source", BodyPublishers.ofByteArray(BYTES)).status())
        .isEqualTo(404);
    assertThat(sources(control, id)).isEmpty();
  }

  @Test
  void aSourceThatIsTooLargeIsRefusedBeforeAndOnItsWay() throws IOException {
    try (TestControlPlane small = TestControlPlane.start(Map.of("uploads.max-size", "1MiB"))) {
      ApiClient admin = small.admin();
      String id = newTitle(admin);
      String path = "titles/" + id + "/source";
      byte[] large = new byte[(1 << 20) + 1];
      assertThat(admin.put(path, BodyPublishers.ofByteArray(large)).status()).isEqualTo(413);
      ApiClient.Answer onItsWay =
          admin.put(path, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)));
      assertThat(onItsWay.status()).isEqualTo(413);
      assertThat(status(admin, id)).isEqualTo("draft");
      assertThat(sources(small, id)).isEmpty();
      assertThat(unfinished(small)).isEmpty();
    }
  }

  /** RFC 9110, section 10.1.1. */
  @Test
  void whoAsksBeforeSendingIsToldToGoOnOrNot() throws IOException {
    String id = newTitle(publisher);
    try (Socket socket = open(id, "Expect: 100-continue\r\nContent-Length: " + BYTES.length)) {
      assertThat(readHead(socket.getInputStream())).startsWith("HTTP/1.1 100");
      socket.getOutputStream().write(BYTES);
      assertThat(readHead(socket.getInputStream())).startsWith("HTTP/1.1 202");
    }
    try (Socket socket = open(id, "Expect: 100-continue\r\nContent-Length: 1000000")) {
      assertThat(readHead(socket.getInputStream()))
          .startsWith("HTTP/1.1 409")
          .containsIgnoringCase("connection: close");
    }
  }

  /** RFC 9112, section 9.6: who sends on regardless still gets to read the answer. */
  @Test
  void whoDoesNotAskReadsTheRefusalAfterSendingItAll() throws IOException {
    try (Socket socket = open("nope", "Content-Length: " + 8 * CHUNK)) {
      for (int i = 0; i < 8; i++) {
        socket.getOutputStream().write(new byte[CHUNK]);
      }
      String head = readHead(socket.getInputStream());
      assertThat(head).startsWith("HTTP/1.1 404").containsIgnoringCase("connection: close");
      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .contains("not-found");
    }
  }

  @Test
  void aSenderWhoLeavesLeavesNothingBehind() throws IOException {
    String id = newTitle(publisher);
    try (Socket socket = open(id, "Content-Length: 10000000")) {
      socket.getOutputStream().write(new byte[CHUNK]);
      await(() -> !isIdle(), "the upload began");
    }
    await(this::isIdle, "the unfinished object was dropped");
    assertThat(sources(control, id)).isEmpty();
    assertThat(status(publisher, id)).isEqualTo("draft");
  }

  private boolean isIdle() {
    try {
      return unfinished(control).isEmpty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void memoryStaysWhereItIsHoweverLargeTheSource() throws IOException {
    String id = newTitle(publisher);
    upload(id, MEBIBYTES / 2); // heap and buffers have their size from now on
    control.query("delete from jobs where title_id = $1", id);
    control.query("update titles set status = 'failed' where id = $1", id);
    long before = residentBytes();
    long growth = Math.max(0, upload(id, MEBIBYTES) - before);
    assertThat(growth).as("growth of resident memory in bytes").isLessThan(MAX_GROWTH_BYTES);
    assertThat(Files.size(sources(control, id).getFirst())).isEqualTo((long) MEBIBYTES << 20);
    Files.delete(sources(control, id).getFirst());
  }

  /** Sends so many mebibytes, and gives the largest resident memory seen on the way. */
  private long upload(String id, int mebibytes) throws IOException {
    long most = 0;
    byte[] chunk = new byte[CHUNK];
    try (Socket socket = open(id, "Content-Length: " + ((long) mebibytes << 20))) {
      OutputStream out = socket.getOutputStream();
      for (int i = 0; i < mebibytes; i++) {
        out.write(chunk);
        most = Math.max(most, residentBytes());
      }
      assertThat(readHead(socket.getInputStream())).startsWith("HTTP/1.1 202");
    }
    return Math.max(most, residentBytes());
  }

  private Socket open(String id, String headers) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), publisher.port());
    String head =
        "PUT /api/v1/titles/%s/source HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n%s\r\n\r\n"
            .formatted(id, publisher.token(), headers);
    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  /** Up to the empty line. */
  private static String readHead(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      assertThat(next).as("the connection ended after '%s'", head).isNotNegative();
      head.append((char) next);
    }
    return head.toString();
  }

  private static long residentBytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
        .findFirst()
        .orElseThrow();
  }
}
