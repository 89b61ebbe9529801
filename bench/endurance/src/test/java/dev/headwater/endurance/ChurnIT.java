package dev.headwater.endurance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.endurance.run.Churn;
import dev.headwater.endurance.verdict.Verdict;
import dev.headwater.platform.settings.DataSize;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short form of {@code bench/churn}. */
@Tag("long")
class ChurnIT {
  @TempDir Path folder;

  @Test
  void residentMemoryStaysWithinItsBoundWhileEverythingIsReplaced() {
    Verdict verdict =
        new Churn(Duration.ofSeconds(50), 150, DataSize.ofMebibytes(256)).run(folder, System.out);
    assertThat(verdict.holds()).as("%s", verdict).isTrue();
  }
}
