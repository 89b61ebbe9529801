package dev.headwater.endurance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.endurance.run.ThreeNodes;
import dev.headwater.endurance.verdict.Verdict;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short form of {@code bench/three-nodes}. */
@Tag("long")
class ThreeNodesIT {
  private static final int SMALL = 2_048;
  private static final int LARGE = 20_000_000;

  @TempDir Path folder;

  @Test
  void simultaneousMissesOfASmallObjectAreOneReadOfTheSource() {
    verify(new ThreeNodes(1_500, List.of(SMALL)));
  }

  /** Larger than what the shared tier takes. */
  @Test
  void simultaneousMissesOfALargeObjectAreOneReadOfTheSource() {
    verify(new ThreeNodes(60, List.of(LARGE)));
  }

  private void verify(ThreeNodes run) {
    Verdict verdict = run.run(folder, System.out);
    assertThat(verdict.holds()).as("%s", verdict).isTrue();
  }
}
