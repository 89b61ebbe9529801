package dev.headwater.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real player of low latency when an encoder fails: {@code bench/live-players} has more of them.
 * It may not stall: no other test may run beside it.
 */
@Tag("alone")
@ExtendWith(SharedSystem.class)
class LivePlayersIT {
  @Test
  void playbackGoesOnWhenAnotherEncoderComes(RunningSystem system, @TempDir Path folder)
      throws Exception {
    Evidence evidence = new Evidence();
    try (PlayerPages pages = PlayerPages.start()) {
      new LiveDrill(system, pages, List.of(Player.Kind.HLS_JS), folder, evidence)
          .run(LiveDrill.Kind.RESTART);
    }
    assertThat(evidence.holds()).as("%s", evidence).isTrue();
  }
}
