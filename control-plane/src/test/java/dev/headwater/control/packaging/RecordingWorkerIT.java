package dev.headwater.control.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.control.job.JobQueue;
import dev.headwater.control.job.Task;
import dev.headwater.media.hls.MediaKey;
import dev.headwater.media.hls.MediaPlaylist;
import dev.headwater.platform.publication.Publication;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers that record what a channel has of a window. */
class RecordingWorkerIT {
  private final Instant begin = Instant.now().truncatedTo(ChronoUnit.MILLIS).minusSeconds(120);

  @TempDir Path folder;
  private TestWorker worker;
  private RecordedNode node;

  @BeforeEach
  void open() throws Exception {
    worker = new TestWorker(folder);
    node = new RecordedNode(worker.vertx(), folder.resolve("channel"), begin);
    worker
        .catalog()
        .query(
            "insert into channels (id, owner_id, name, visibility, latency, dvr_seconds, key_hash, sealed_key)"
                + " values ('c1', 'p1', 'c1', 'public', 'low', 60, 'x', 'x')");
  }

  @AfterEach
  void close() {
    node.close();
    worker.close();
  }

  private PackagingWorker start() {
    return worker.start(worker.settings(), List.of(URI.create("http://127.0.0.1:1"), node.url()));
  }

  /** From the second segment on, to the end of the third. */
  private String submit(String visibility) {
    return submit(visibility, Optional.empty());
  }

  private String submit(String visibility, Optional<String> sealedAccess) {
    String title = worker.catalog().newTitle();
    worker.catalog().query("update titles set visibility = $2 where id = $1", title, visibility);
    Task.Recording task = new Task.Recording("c1", node.at(1), node.at(3), sealedAccess);
    worker
        .catalog()
        .pool()
        .withTransaction(transaction -> JobQueue.submit(transaction, title, task))
        .await();
    return title;
  }

  @Test
  void theSegmentsOfTheWindowAreCopiedAsTheyAre() throws Exception {
    PackagingWorker recording = start();
    Row ready = worker.settled(submit("public"));
    assertThat(ready.getString("error")).isNull();
    assertThat(ready.getDouble("duration_seconds")).isEqualTo(4.0);
    assertThat(ready.getBoolean("has_poster")).isTrue();
    Path package180 = worker.publication(ready).resolve("180p");
    assertThat(package180.resolve("0.m4s")).hasSameBinaryContentAs(node.segment(1));
    assertThat(package180.resolve("1.m4s")).hasSameBinaryContentAs(node.segment(2));
    assertThat(package180.resolve("2.m4s")).doesNotExist();
    assertThat(ready.getJsonArray("renditions").getJsonObject(0).getDouble("frameRate"))
        .isEqualTo(25);
    recording.close().await();
  }

  @Test
  void aPrivateTitleIsEncrypted() throws Exception {
    PackagingWorker recording = start();
    Row ready = worker.settled(submit("private"));
    assertThat(ready.getBoolean("encrypted")).isTrue();
    Path publication = worker.publication(ready);
    assertThat(publication.resolve("manifest.mpd")).doesNotExist();
    MediaPlaylist playlist =
        MediaPlaylist.parse(Files.readString(publication.resolve("180p/index.m3u8")));
    MediaKey key = playlist.segments().getLast().keys().getFirst();
    Publication written =
        Publication.fromJson(
            new JsonObject(Files.readString(publication.resolve(Publication.FILE))));
    byte[] opened =
        written
            .key(key.uri().substring(key.uri().lastIndexOf('/') + 1))
            .flatMap(content -> content.open(TestWorker.ENVELOPE))
            .orElseThrow();
    byte[] vector = ByteBuffer.allocate(16).putLong(0).putLong(1).array();
    Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
    cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(opened, "AES"), new IvParameterSpec(vector));
    assertThat(cipher.doFinal(Files.readAllBytes(publication.resolve("180p/1.m4s"))))
        .isEqualTo(Files.readAllBytes(node.segment(2)));
    recording.close().await();
  }

  @Test
  void whatHasPartlyGoneFailsTheTitle() {
    node.says(Optional.empty(), true);
    PackagingWorker recording = start();
    Row failed = worker.settled(submit("public"));
    assertThat(failed.getString("status")).isEqualTo("failed");
    assertThat(failed.getString("error"))
        .isEqualTo("the channel does not keep the beginning of that time any more");
    recording.close().await();
    assertThat(worker.store().list("vod/" + failed.getString("id")).await()).isEmpty();
  }

  @Test
  void aSegmentThatIsMissingFailsTheTitle() throws Exception {
    Files.delete(node.segment(2));
    PackagingWorker recording = start();
    Row failed = worker.settled(submit("public"));
    assertThat(failed.getString("error"))
        .isEqualTo(
            "packaging failed 3 times, at last: a segment of that time is not there any more");
    recording.close().await();
    assertThat(worker.store().list("vod/" + failed.getString("id")).await()).isEmpty();
  }

  @Test
  void aPrivateChannelWhoseTokenWasSealedForOthersIsNotRead() {
    PackagingWorker recording = start();
    Row failed = worker.settled(submit("public", Optional.of("of-another-key:AAAA")));
    assertThat(failed.getString("status")).isEqualTo("failed");
    assertThat(failed.getString("error")).contains("its token can't be opened");
    recording.close().await();
  }

  @Test
  void aJobWaitsForTheEndOfItsWindow() {
    node.says(Optional.of(MediaPlaylist.Type.EVENT), false);
    String title = worker.catalog().newTitle();
    Instant soon = Instant.now().plusSeconds(20);
    Task.Recording task = new Task.Recording("c1", node.at(1), soon, Optional.empty());
    worker
        .catalog()
        .pool()
        .withTransaction(transaction -> JobQueue.submit(transaction, title, task))
        .await();
    worker.catalog().query("update jobs set run_after = now()");
    PackagingWorker recording = start();
    TestWorker.await(() -> postponed(title));
    node.says(Optional.of(MediaPlaylist.Type.VOD), true);
    Row ready = worker.settled(title);
    assertThat(ready.getString("status")).isEqualTo("ready");
    assertThat(ready.getDouble("duration_seconds")).isEqualTo(6.0);
    recording.close().await();
  }

  private boolean postponed(String title) {
    Row job =
        worker.catalog().query("select * from jobs where title_id = $1", title).iterator().next();
    return job.getString("state").equals("queued")
        && job.getInteger("attempt") == 0
        && job.getLong("lease_token") > 0;
  }

  @Test
  void aWorkerThatIsLostIsReplaced() {
    Promise<Void> opening = node.shut();
    PackagingWorker first = start();
    PackagingWorker second = start();
    String title = submit("public");
    TestWorker.await(node::knocked);
    TestWorker.await(() -> {
      worker
          .catalog()
          .query("update jobs set lease_until = now() - interval '1 ms' where attempt = 1");
      return attempts(title) == 2;
    });
    opening.complete();
    Row ready = worker.settled(title);
    assertThat(ready.getString("status")).isEqualTo("ready");
    first.close().await();
    second.close().await();
    assertThat(worker.store().list("vod/" + title).await())
        .isNotEmpty()
        .allMatch(object -> object.key().contains(ready.getString("epoch")));
  }

  private int attempts(String title) {
    return worker
        .catalog()
        .query("select attempt from jobs where title_id = $1", title)
        .iterator()
        .next()
        .getInteger(0);
  }
}
