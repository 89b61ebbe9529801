package dev.headwater.endurance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.endurance.run.Soak;
import dev.headwater.endurance.verdict.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short form of {@code bench/soak}. */
class SoakIT {
  @TempDir Path folder;

  @Test
  void aSourceThatFailsSlowsDownAndVanishesCostsNoHitAndNoStaleAnswer() {
    Verdict verdict = new Soak(Duration.ofSeconds(50), 300).run(folder, System.out);
    assertThat(verdict.holds()).as("%s", verdict).isTrue();
  }
}
