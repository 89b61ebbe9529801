package dev.headwater.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The memory that an upload takes from the process; of 256 MiB, or of 1 GiB with {@code
 * -Dheadwater.long=true}.
 */
@ExtendWith(SharedSystem.class)
class UploadMemoryIT {
  private static final long MIB = 1 << 20;
  private static final long SOURCE_BYTES =
      Boolean.getBoolean("headwater.long") ? 1024 * MIB : 256 * MIB;
  private static final long WARM_UP_BYTES = 16 * MIB;
  private static final long MAX_GROWTH_BYTES = 64 * MIB;
  private static final int SAMPLE_MILLIS = 100;
  private static final Duration PACKAGING_LIMIT = Duration.ofMinutes(1);
  private static final Pattern RESIDENT =
      Pattern.compile("(?m)^process_resident_memory_bytes(?:\\{.*})? (\\S+)$");

  @TempDir Path folder;

  @Test
  void anUploadOfAnySizeTakesLittleMemory(RunningSystem system)
      throws IOException, InterruptedException, ExecutionException {
    upload(system, WARM_UP_BYTES);
    long before = residentBytes(system);
    long highest = upload(system, SOURCE_BYTES);
    assertThat(highest - before)
        .as("growth of resident memory from %d MiB, in bytes", before / MIB)
        .isLessThan(MAX_GROWTH_BYTES);
  }

  /** Returns the most memory that was in use meanwhile. */
  private long upload(RunningSystem system, long bytes)
      throws IOException, InterruptedException, ExecutionException {
    Path source = video(bytes);
    String id = system.controlPlane().createTitle("Large upload of " + bytes);
    CompletableFuture<Integer> upload =
        system.controlPlane().upload(id, BodyPublishers.ofFile(source));
    long highest = residentBytes(system);
    while (!ended(upload)) {
      highest = Math.max(highest, residentBytes(system));
    }
    assertThat(upload.get()).isEqualTo(202);
    assertThat(system.controlPlane().awaitEnd(id, PACKAGING_LIMIT).getString("status"))
        .isEqualTo("ready");
    Files.delete(source);
    return highest;
  }

  private static boolean ended(CompletableFuture<Integer> upload)
      throws InterruptedException, ExecutionException {
    try {
      int _ = upload.get(SAMPLE_MILLIS, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException notYet) {
      return false;
    }
  }

  /** A second of video, and after it a box of free space that makes the file as long as asked. */
  private Path video(long bytes) throws IOException {
    Path video = folder.resolve("large.mp4");
    Files.copy(Ffmpeg.clip("second", 1), video, StandardCopyOption.REPLACE_EXISTING);
    try (RandomAccessFile file = new RandomAccessFile(video.toFile(), "rw")) {
      file.seek(file.length());
      file.writeInt(Math.toIntExact(bytes - file.length()));
      file.writeBytes("free");
      file.setLength(bytes);
    }
    return video;
  }

  private static long residentBytes(RunningSystem system) {
    String metrics = Http.text(system.installation().controlMetrics());
    Matcher line = RESIDENT.matcher(metrics);
    assertThat(line.find()).as("process_resident_memory_bytes in the metrics").isTrue();
    return (long) Double.parseDouble(line.group(1));
  }
}
