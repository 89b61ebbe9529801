package dev.headwater.standalone.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private static final Path FILE = Path.of("folder/film.mp4");

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
  private final AtomicLong clock = new AtomicLong();

  @Test
  void theBarShowsHowMuchIsSent() {
    new BarProgress(out, clock::get).uploading(FILE, 1 << 20, 4 << 20);
    assertThat(printed())
        .endsWith("film.mp4  uploading [########......................]  25%  1.0 MiB of 4.0 MiB");
  }

  @Test
  void theBarIsNotDrawnMoreOftenThanTheEyeSees() {
    BarProgress bar = new BarProgress(out, clock::get);
    bar.packaging(FILE, 0.1);
    bar.packaging(FILE, 0.2);
    clock.addAndGet(Duration.ofMillis(100).toNanos());
    bar.packaging(FILE, 0.3);
    assertThat(printed()).contains("10%").doesNotContain("20%").contains("30%");
  }

  @Test
  void theFullBarIsAlwaysDrawnAndTheEndErasesIt() {
    BarProgress bar = new BarProgress(out, clock::get);
    bar.uploading(FILE, 0, 10);
    bar.uploading(FILE, 10, 10);
    bar.end(FILE);
    assertThat(printed()).contains("100%").endsWith("\r\u001b[K");
  }

  @Test
  void anEmptyFileIsWholeAtOnce() {
    new BarProgress(out, clock::get).uploading(FILE, 0, 0);
    assertThat(printed()).contains("100%");
  }

  @Test
  void aLogGetsALineForEachPhaseAndNowAndThenAShare() {
    LineProgress lines = new LineProgress(out, clock::get);
    lines.uploading(FILE, 0, 2048);
    lines.uploading(FILE, 1024, 2048);
    clock.addAndGet(Duration.ofSeconds(5).toNanos());
    lines.uploading(FILE, 1536, 2048);
    lines.packaging(FILE, 0.5);
    assertThat(printed().lines())
        .containsExactly(
            "film.mp4: uploading 2 KiB", "film.mp4: uploading 2 KiB 75%", "film.mp4: packaging");
  }

  @Test
  void amountsAreForPeople() {
    assertThat(Amount.of(0)).isEqualTo("0 B");
    assertThat(Amount.of(1023)).isEqualTo("1023 B");
    assertThat(Amount.of(1024)).isEqualTo("1 KiB");
    assertThat(Amount.of(1_610_612_736)).isEqualTo("1.5 GiB");
  }

  private String printed() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
