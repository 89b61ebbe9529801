package dev.headwater.control.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.sqlclient.Row;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a file to a publication, with real ffmpeg, PostgreSQL and a directory. */
class PackagingIT {
  @TempDir static Path folder;

  private static TestWorker worker;
  private static PackagingWorker packaging;

  @BeforeAll
  static void start() {
    worker = new TestWorker(folder);
    packaging = worker.start();
  }

  @AfterAll
  static void stop() {
    packaging.close().await();
    worker.close();
  }

  @Test
  void aVideoWithSoundBecomesReady() throws Exception {
    Path clip = TestClip.of(folder.resolve("clip.mp4"), "640x360", "25", "8");
    Row title = worker.settled(worker.submit(clip));
    assertThat(title.getString("error")).isNull();
    assertThat(title.getString("status")).isEqualTo("ready");
    System.out.println(title.toJson().encodePrettily());
    Path publication = worker.publication(title);
    System.out.println(java.nio.file.Files.readString(publication.resolve("index.m3u8")));
    System.out.println(java.nio.file.Files.readString(publication.resolve("manifest.mpd")));
    System.out.println(java.nio.file.Files.readString(publication.resolve("audio/index.m3u8")));
    assertThat(
            TestClip.probe(
                publication.resolve("360p/index.m3u8"),
                "-count_frames",
                "-show_entries",
                "stream=nb_read_frames"))
        .containsExactly("200");
  }
}
