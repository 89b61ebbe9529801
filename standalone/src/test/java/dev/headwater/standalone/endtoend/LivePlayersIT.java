package dev.headwater.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A real player of low latency when an encoder fails: {@code bench/live-players} has more of them.
 * It may not stall: no other test may run beside it.
 */
@Tag("alone")
@ExtendWith(SharedSystem.class)
class LivePlayersIT {
  @Test
  void playbackGoesOnWhenAnotherEncoderComes(RunningSystem system) throws Exception {
    Evidence evidence = new Evidence();
    try (PlayerPages pages = PlayerPages.start();
        LiveProgramme programme = LiveProgramme.on(system, "hold")) {
      LiveDrill.hold(programme, pages, List.of(Player.Kind.HLS_JS), evidence);
    }
    assertThat(evidence.holds()).as("%s", evidence).isTrue();
  }
}
