package dev.headwater.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A thousand viewers behind a cache are one request for each part and each playlist. They need the
 * processor: no other test may run beside it.
 */
@Tag("alone")
@ExtendWith(SharedSystem.class)
class LiveCrowdIT {
  private static final LiveCrowd.Crowd CROWD = new LiveCrowd.Crowd(1000, 6, 120);

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(names = {"EDGE", "VARNISH", "NGINX"})
  void theOriginIsAskedOnceForEachThing(Hop.Kind hop, RunningSystem system) {
    Evidence evidence = new Evidence();
    try (LiveProgramme programme = LiveProgramme.on(system, "hold")) {
      LiveCrowd.through(hop, programme, CROWD, folder, evidence);
    }
    assertThat(evidence.holds()).as("%s", evidence).isTrue();
  }
}
