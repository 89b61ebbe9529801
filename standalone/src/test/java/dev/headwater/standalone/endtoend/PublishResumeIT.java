package dev.headwater.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code headwater publish}, over a way that is slow and breaks. */
@ExtendWith(SharedSystem.class)
class PublishResumeIT {
  private static final int MIB = 1 << 20;
  private static final int FILE_BYTES = 64 * MIB;
  private static final Duration LIMIT = Duration.ofMinutes(1);

  @TempDir Path folder;

  private ProcessBuilder publish(SlowRelay relay, Path... files) {
    List<String> arguments = new ArrayList<>(List.of("publish", "--json"));
    for (Path file : files) {
      arguments.add(file.toString());
    }
    Map<String, String> environment = new HashMap<>();
    environment.put("HEADWATER_URL", relay.address().toString());
    environment.put("HEADWATER_EMAIL", Installation.EMAIL);
    environment.put("HEADWATER_PASSWORD", Installation.PASSWORD);
    environment.put("XDG_STATE_HOME", folder.resolve("state").toString());
    return HeadwaterProgram.command(environment, arguments)
        .redirectOutput(folder.resolve("out").toFile())
        .redirectError(folder.resolve("err").toFile());
  }

  private JsonArray ended(Process process) throws Exception {
    assertThat(process.waitFor(LIMIT)).as("it ends").isTrue();
    assertThat(process.exitValue()).as(Files.readString(folder.resolve("err"))).isZero();
    return new JsonObject(Files.readString(folder.resolve("out"))).getJsonArray("titles");
  }

  private JsonObject kept() throws IOException {
    Path file = folder.resolve("state/headwater/uploads.json");
    return Files.exists(file) ? new JsonObject(Files.readString(file)) : new JsonObject();
  }

  /** A second of video, and after it a box of free space that makes the file as long as asked. */
  private Path video() throws IOException {
    Path video = folder.resolve("large.mp4");
    Files.copy(Ffmpeg.clip("second", 1), video);
    try (RandomAccessFile file = new RandomAccessFile(video.toFile(), "rw")) {
      file.seek(file.length());
      file.writeInt(Math.toIntExact(FILE_BYTES - file.length()));
      file.writeBytes("free");
      file.setLength(FILE_BYTES);
    }
    return video;
  }

  private static void awaitSent(SlowRelay relay, long bytes) {
    Await.that(bytes + " bytes on their way", LIMIT, () -> relay.sentBytes() >= bytes);
  }

  @Test
  void anUploadGoesOnWhereTheConnectionBroke(RunningSystem system) throws Exception {
    try (SlowRelay relay = new SlowRelay(system.installation().console())) {
      Process process = publish(relay, video()).start();
      for (int at : new int[] {12, 30, 50}) {
        awaitSent(relay, (long) at * MIB);
        relay.cut();
      }
      JsonArray titles = ended(process);
      assertThat(titles.getJsonObject(0).getString("status")).isEqualTo("ready");
      assertThat(relay.sentBytes()).as("little was sent twice").isLessThan(FILE_BYTES + 24L * MIB);
      assertThat(kept().isEmpty()).isTrue();
    }
  }

  @Test
  void anUploadGoesOnWhenTheCommandIsStartedAgain(RunningSystem system) throws Exception {
    try (SlowRelay relay = new SlowRelay(system.installation().console())) {
      Path video = video();
      Process first = publish(relay, video).start();
      awaitSent(relay, 30L * MIB);
      first.destroyForcibly();
      assertThat(first.waitFor(LIMIT)).isTrue();
      JsonObject kept = kept();
      assertThat(kept.size()).isEqualTo(1);
      String title = kept.getJsonObject(kept.fieldNames().iterator().next()).getString("title");
      long before = relay.sentBytes();
      JsonArray titles = ended(publish(relay, video).start());
      assertThat(titles.getJsonObject(0).getString("id")).isEqualTo(title);
      assertThat(relay.sentBytes() - before)
          .as("what was there was not sent again")
          .isLessThan(FILE_BYTES - 16L * MIB);
      assertThat(kept().isEmpty()).isTrue();
    }
  }

  @Test
  void aFolderIsPublishedFileByFile(RunningSystem system) throws Exception {
    Path videos = Files.createDirectories(folder.resolve("videos/more"));
    Files.copy(Ffmpeg.clip("second", 1), videos.resolve("b.mp4"));
    Files.copy(Ffmpeg.clip("second", 1), videos.resolve("../a.mp4"));
    Files.writeString(videos.resolve("notes.txt"), "no video");
    try (SlowRelay relay = new SlowRelay(system.installation().console())) {
      JsonArray titles = ended(publish(relay, folder.resolve("videos")).start());
      assertThat(titles.stream().map(title -> ((JsonObject) title).getString("name")))
          .containsExactly("a", "b");
    }
  }
}
