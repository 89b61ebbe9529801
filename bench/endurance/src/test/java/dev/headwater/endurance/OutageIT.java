package dev.headwater.endurance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.endurance.run.Outage;
import dev.headwater.endurance.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bench/outage}. */
@Tag("long")
class OutageIT {
  @TempDir Path folder;

  @Test
  void killedEnginesCostNothingThatIsHeldAndAreUsedAgainOnceTheyAreBack() throws IOException {
    Verdict verdict = new Outage(150).run(folder, System.out);
    assertThat(verdict.holds()).as("%s", verdict).isTrue();
  }
}
