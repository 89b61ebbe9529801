package dev.headwater.control;

import static dev.headwater.control.Uploads.MIB;
import static dev.headwater.control.Uploads.await;
import static dev.headwater.control.Uploads.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.engines.PostgresAddress;
import dev.headwater.engines.testing.SharedEngines;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Uploads outlive servers, and are not kept for ever. */
class ResumableUploadRestartIT {
  @TempDir Path store;
  private final PostgresAddress database = SharedEngines.freshDatabase();

  private TestControlPlane start(Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("store.directory", store.toString());
    return TestControlPlane.start(database, settings);
  }

  private static String sourceKey(TestControlPlane control, String title) {
    return control
        .query("select source_key from titles where id = $1", title)
        .iterator()
        .next()
        .getString(0);
  }

  private List<Path> leftovers() throws IOException {
    try (Stream<Path> files = Files.walk(store)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !store.relativize(file).startsWith("sources"))
          .toList();
    }
  }

  @Test
  void anUploadGoesOnAfterRestartsBetweenAndWithinCalls() throws IOException {
    byte[] whole = bytes(14 * MIB);
    String title;
    String id;
    try (TestControlPlane first = start(Map.of())) {
      Uploads uploads = new Uploads(first.admin());
      title = uploads.newTitle();
      id = uploads.begin(title, whole.length);
      uploads.add(id, whole, 0, 2 * MIB);
    }
    TestControlPlane second = start(Map.of());
    Uploads through = new Uploads(second.admin());
    assertThat(through.offset(id)).isEqualTo(2 * MIB);
    try (Socket socket = through.open(id, 2 * MIB, 12 * MIB)) {
      socket.getOutputStream().write(whole, 2 * MIB, 7 * MIB);
      await(() -> through.offset(id) >= 5 * MIB, "bytes are on their way");
      second.close();
    }
    try (TestControlPlane third = start(Map.of())) {
      Uploads uploads = new Uploads(third.admin());
      int offset = Math.toIntExact(uploads.offset(id));
      assertThat(offset).as("also the last bytes before the end count").isGreaterThan(5 * MIB);
      uploads.add(id, whole, offset, whole.length);
      assertThat(store.resolve(sourceKey(third, title))).hasBinaryContent(whole);
      assertThat(third.query("select 1 from jobs where title_id = $1", title)).hasSize(1);
      assertThat(leftovers()).isEmpty();
    }
  }

  /** As it is when a process dies between the last byte and the title's change. */
  @Test
  void whatWasReceivedIsGivenToTheTitleByWhoeverComesNext() {
    try (TestControlPlane control = start(Map.of("uploads.collect-every", "200ms"))) {
      Uploads uploads = new Uploads(control.admin());
      for (boolean asked : new boolean[] {false, true}) {
        String title = uploads.newTitle();
        String id = uploads.begin(title, 100);
        uploads.add(id, bytes(100), 0, 100);
        control.query("delete from jobs where title_id = $1", title);
        control.query("update titles set status = 'draft', source_key = null where id = $1", title);
        control.query("update uploads set done = false, lease_until = now() where id = $1", id);
        if (asked) {
          // Or 423, from whoever comes next without being asked: it is at it.
          assertThat(uploads.head(id).status()).isIn(200, 423);
        }
        await(
            () -> control.query("select 1 from jobs where title_id = $1", title).size() == 1,
            "the job is there");
        assertThat(store.resolve(sourceKey(control, title))).hasBinaryContent(bytes(100));
      }
    }
  }

  @Test
  void whatNobodyGoesOnWithIsDroppedOnceWhoeverLooks() throws IOException {
    Map<String, String> settings =
        Map.of("uploads.expire-after", "2s", "uploads.collect-every", "100ms");
    try (TestControlPlane one = start(settings);
        TestControlPlane other = start(settings)) {
      Uploads uploads = new Uploads(one.admin());
      byte[] some = bytes(6 * MIB);
      String title = uploads.newTitle();
      String kept = uploads.begin(title, 10);
      uploads.add(kept, new byte[10], 0, 10); // done: its title has it
      for (int i = 0; i < 20; i++) {
        String id = uploads.begin(uploads.newTitle(), 20 * MIB);
        if (i < 3) {
          uploads.patch(id, 0, some);
        }
      }
      await(() -> one.query("select 1 from uploads").size() == 0, "all have expired");
      assertThat(uploads.head(kept).status()).isEqualTo(404);
      assertThat(leftovers()).isEmpty();
      assertThat(store.resolve(sourceKey(one, title))).exists();
      assertThat(
              other.query(
                  "select subject from audit_log where action = 'upload.delete' and actor = 'system'"))
          .hasSize(21);
    }
  }

  @Test
  void anExpiredUploadIsGoneAlsoWhereItWasNotDroppedYet() {
    try (TestControlPlane control = start(Map.of("uploads.collect-every", "1h"))) {
      Uploads uploads = new Uploads(control.admin());
      String id = uploads.begin(uploads.newTitle(), 10);
      control.query("update uploads set expires_at = now() - interval '1 second'");
      assertThat(uploads.head(id).status()).isEqualTo(410);
      assertThat(uploads.patch(id, 0, new byte[1]).status()).isEqualTo(410);
    }
  }
}
