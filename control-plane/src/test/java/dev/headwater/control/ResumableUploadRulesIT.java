package dev.headwater.control;

import static dev.headwater.control.Uploads.MIB;
import static dev.headwater.control.Uploads.base64;
import static dev.headwater.control.Uploads.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.control.ApiClient.Answer;
import dev.headwater.control.account.Role;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules of tus 1.0.0, and who may upload how much. */
class ResumableUploadRulesIT {
  private static final String PATH = "/api/v1/uploads";

  private final TestControlPlane control = TestControlPlane.shared();
  private final ApiClient publisher = control.person(Role.PUBLISHER);
  private final Uploads uploads = new Uploads(publisher);

  private static String type(Answer answer) {
    return answer.json().getString("type").replaceAll(".*/", "");
  }

  /** Core protocol, OPTIONS: without a word of who calls, or of a version. */
  @Test
  void whatIsUnderstoodIsTold() {
    for (String path : new String[] {PATH, PATH + "/some"}) {
      Answer answer = control.anonymous().send("OPTIONS", path, BodyPublishers.noBody());
      assertThat(answer.status()).isEqualTo(204);
      assertThat(answer.header("Tus-Version")).isEqualTo("1.0.0");
      assertThat(answer.header("Tus-Resumable")).isEqualTo("1.0.0");
      assertThat(answer.header("Tus-Extension").split(","))
          .containsExactlyInAnyOrder(
              "creation", "creation-with-upload", "checksum", "termination", "expiration");
      assertThat(answer.header("Tus-Checksum-Algorithm").split(","))
          .containsExactlyInAnyOrder("sha1", "sha256", "md5");
      assertThat(answer.header("Tus-Max-Size")).isEqualTo(Long.toString(100L << 30));
    }
  }

  /** Core protocol, Tus-Resumable: another version changes nothing. */
  @Test
  void anotherVersionIsRefused() {
    String id = uploads.begin(uploads.newTitle(), 10);
    for (String[] headers :
        new String[][] {
          {"Upload-Offset", "0", "Content-Type", "application/offset+octet-stream"},
          {
            "Upload-Offset",
            "0",
            "Content-Type",
            "application/offset+octet-stream",
            "Tus-Resumable",
            "0.2.2"
          }
        }) {
      Answer answer =
          publisher.send("PATCH", PATH + "/" + id, BodyPublishers.ofString("12345"), headers);
      assertThat(answer.status()).isEqualTo(412);
      assertThat(answer.header("Tus-Version")).isEqualTo("1.0.0");
    }
    assertThat(uploads.offset(id)).isZero();
  }

  @Test
  void headSaysAllThatTheClientHasToKnow() {
    String title = uploads.newTitle();
    String id = uploads.begin(title, 10);
    uploads.add(id, new byte[10], 0, 4);
    Answer answer = uploads.head(id);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Upload-Offset")).isEqualTo("4");
    assertThat(answer.header("Upload-Length")).isEqualTo("10");
    assertThat(answer.header("Upload-Metadata"))
        .isEqualTo("titleId " + base64(title) + ",filename " + base64("film.mp4"));
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.header("Tus-Resumable")).isEqualTo("1.0.0");
    assertThat(answer.header("Upload-Expires")).matches("\\w{3}, \\d{1,2} \\w{3} \\d{4} .* GMT");
  }

  @Test
  void aWrongOffsetIsAConflict() {
    String id = uploads.begin(uploads.newTitle(), 10);
    uploads.add(id, new byte[10], 0, 4);
    for (long offset : new long[] {0, 3, 5, 10}) {
      Answer answer = uploads.patch(id, offset, new byte[2]);
      assertThat(answer.status()).as("offset %d", offset).isEqualTo(409);
      assertThat(answer.detail()).contains("expected: 4");
    }
    assertThat(uploads.offset(id)).isEqualTo(4);
  }

  @Test
  void moreBytesThanTheUploadHasAreRefused() {
    String id = uploads.begin(uploads.newTitle(), 10);
    assertThat(uploads.patch(id, 0, new byte[11]).status()).isEqualTo(400);
    Answer chunks =
        publisher.send(
            "PATCH",
            PATH + "/" + id,
            BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[11])),
            "Tus-Resumable",
            "1.0.0",
            "Upload-Offset",
            "0",
            "Content-Type",
            "application/offset+octet-stream");
    assertThat(chunks.status()).isEqualTo(400);
    assertThat(uploads.offset(id)).isZero();
  }

  @Test
  void anotherMediaTypeIsRefused() {
    String id = uploads.begin(uploads.newTitle(), 10);
    Answer answer =
        publisher.send(
            "PATCH",
            PATH + "/" + id,
            BodyPublishers.ofString("12345"),
            "Tus-Resumable",
            "1.0.0",
            "Upload-Offset",
            "0",
            "Content-Type",
            "application/octet-stream");
    assertThat(answer.status()).isEqualTo(415);
    assertThat(uploads.offset(id)).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "-1, titleId dDE=",
    "ten, titleId dDE=",
    "1.5, titleId dDE=",
    "9999999999999999999, titleId dDE=",
    "10, ''",
    "10, filename dDE=",
    "10, titleId !"
  })
  void aMalformedBeginningIsRefused(String length, String metadata) {
    Answer answer =
        publisher.send(
            "POST",
            PATH,
            BodyPublishers.noBody(),
            "Tus-Resumable",
            "1.0.0",
            "Upload-Length",
            length,
            "Upload-Metadata",
            metadata);
    assertThat(answer.status()).as(answer.response().body()).isEqualTo(400);
    assertThat(answer.detail()).contains("Upload-");
  }

  @Test
  void aLengthThatIsNotKnownYetIsRefused() {
    Answer answer =
        publisher.send(
            "POST",
            PATH,
            BodyPublishers.noBody(),
            "Tus-Resumable",
            "1.0.0",
            "Upload-Defer-Length",
            "1",
            "Upload-Metadata",
            "titleId " + base64(uploads.newTitle()));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.detail()).contains("Upload-Length");
  }

  @Test
  void anUnknownChecksumIsRefused() {
    String id = uploads.begin(uploads.newTitle(), 10);
    Answer answer = uploads.patch(id, 0, new byte[10], "Upload-Checksum", "crc32 AAAAAA==");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.detail()).contains("sha1,sha256,md5");
    assertThat(uploads.offset(id)).isZero();
  }

  /** Core protocol, X-HTTP-Method-Override. */
  @Test
  void aMethodMayStandInAHeader() {
    String id = uploads.begin(uploads.newTitle(), 10);
    Answer answer =
        publisher.send(
            "POST",
            PATH + "/" + id,
            BodyPublishers.ofByteArray(new byte[3]),
            "X-HTTP-Method-Override",
            "PATCH",
            "Tus-Resumable",
            "1.0.0",
            "Upload-Offset",
            "0",
            "Content-Type",
            "application/offset+octet-stream");
    assertThat(answer.status()).as(answer.response().body()).isEqualTo(204);
    assertThat(uploads.offset(id)).isEqualTo(3);
  }

  @Test
  void whoMayNotChangeATitleMayNotUploadIt() {
    String title = uploads.newTitle();
    String id = uploads.begin(title, 10);
    Uploads other = new Uploads(control.person(Role.PUBLISHER));
    Uploads viewer = new Uploads(control.person(Role.VIEWER));
    Uploads nobody = new Uploads(control.anonymous());
    for (Uploads stranger : new Uploads[] {other, viewer}) {
      assertThat(stranger.create(title, 10).status()).isEqualTo(404);
      assertThat(stranger.head(id).status()).isEqualTo(404);
      assertThat(stranger.patch(id, 0, new byte[10]).status()).isEqualTo(404);
      assertThat(stranger.delete(id).status()).isEqualTo(404);
    }
    assertThat(nobody.create(title, 10).status()).isEqualTo(401);
    assertThat(nobody.patch(id, 0, new byte[10]).status()).isEqualTo(401);
    assertThat(uploads.create("nope", 10).status()).isEqualTo(404);
    new Uploads(control.admin()).add(id, new byte[10], 0, 10);
  }

  @Test
  void aTitleThatIsBeingPackagedTakesNoOther() {
    String title = uploads.newTitle();
    String late = uploads.begin(title, 10);
    uploads.add(uploads.begin(title, 5), new byte[5], 0, 5);
    assertThat(uploads.create(title, 10).status()).isEqualTo(409);
    assertThat(uploads.patch(late, 0, new byte[10]).status()).isEqualTo(409);
    assertThat(control.query("select 1 from jobs where title_id = $1", title)).hasSize(1);
    control.query("update jobs set state = 'cancelled' where title_id = $1", title);
    control.query("update titles set status = 'failed' where id = $1", title);
    assertThat(uploads.offset(late)).as("what was received is not lost").isEqualTo(10);
    assertThat(control.query("select 1 from jobs where title_id = $1 and state = 'queued'", title))
        .hasSize(1);
  }

  @Test
  void aDeletedTitleTakesNothing() {
    String title = uploads.newTitle();
    String id = uploads.begin(title, 10);
    publisher.delete("titles/" + title);
    assertThat(uploads.patch(id, 0, new byte[10]).status()).isEqualTo(410);
    assertThat(uploads.create(title, 10).status()).isEqualTo(410);
  }

  @Test
  void sizesAndQuotasAreKept() {
    Map<String, String> settings =
        Map.of(
            "uploads.max-size",
            "8MiB",
            "uploads.quota",
            "10MiB",
            "accounts.self-registration",
            "true");
    try (TestControlPlane small = TestControlPlane.start(settings)) {
      ApiClient person = small.person(Role.PUBLISHER);
      Uploads own = new Uploads(person);
      Answer tooLong = own.create(own.newTitle(), 8 * MIB + 1);
      assertThat(tooLong.status()).isEqualTo(413);
      assertThat(type(tooLong)).isEqualTo("too-large");
      String first = own.begin(own.newTitle(), 6 * MIB);
      Answer tooMuch = own.create(own.newTitle(), 5 * MIB);
      assertThat(tooMuch.status()).isEqualTo(413);
      assertThat(type(tooMuch)).isEqualTo("over-quota");
      assertThat(own.delete(first).status()).isEqualTo(204);
      String second = own.begin(own.newTitle(), 6 * MIB);
      own.add(second, bytes(6 * MIB), 0, 6 * MIB);
      assertThat(type(own.create(own.newTitle(), 5 * MIB)))
          .as("sources that have arrived count")
          .isEqualTo("over-quota");
      Answer put =
          person.put(
              "titles/" + own.newTitle() + "/source", BodyPublishers.ofByteArray(bytes(5 * MIB)));
      assertThat(put.status()).isEqualTo(413);
      assertThat(type(put)).isEqualTo("over-quota");
      Uploads other = new Uploads(small.person(Role.PUBLISHER));
      assertThat(other.create(other.newTitle(), 5 * MIB).status()).isEqualTo(201);
    }
  }

  @Test
  void tooManyCallsAtOnceAreToldToWait() throws IOException {
    try (TestControlPlane narrow = TestControlPlane.start(Map.of("uploads.at-once", "1"))) {
      Uploads own = new Uploads(narrow.admin());
      String first = own.begin(own.newTitle(), 10);
      String second = own.begin(own.newTitle(), 10);
      try (Socket socket = own.open(first, 0, 10)) {
        socket.getOutputStream().write(1);
        Uploads.await(
            () -> narrow.query("select 1 from uploads where lease_until is not null").size() == 1,
            "the first call is at it");
        Answer busy = own.patch(second, 0, new byte[10]);
        assertThat(busy.status()).isEqualTo(503);
        assertThat(busy.header("Retry-After")).isNotEmpty();
        socket.getOutputStream().write(new byte[9]);
        assertThat(Uploads.readHead(socket)).startsWith("HTTP/1.1 204");
      }
      own.add(second, new byte[10], 0, 10);
    }
  }
}
