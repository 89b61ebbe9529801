package dev.headwater.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What lies behind the data plane is killed, part by part, while viewers play: they don't notice,
 * and when a part is back everything goes on by itself.
 *
 * <p>In each build a part is away for some seconds. {@code bench/isolation} is the same drill with
 * a minute for each. It compares times: no other test may run beside it.
 */
@Tag("alone")
class IsolationIT {
  /** As in {@code 60s} or {@code 1m}. */
  private static final String AWAY = System.getProperty("drill.away", "3s");

  @Test
  void playbackDoesNotNoticeThatWhatLiesBehindItIsGone(@TempDir Path folder) throws Exception {
    Duration away = Duration.parse("PT" + AWAY.toUpperCase(Locale.ROOT));
    Evidence evidence = new Evidence();
    try (IsolationDrill drill = IsolationDrill.begin(folder, away, evidence)) {
      drill.run();
    } finally {
      System.out.printf("Isolation, each part away for %s%n%s%n", AWAY, evidence);
    }
    assertThat(evidence.holds()).as("%s", evidence).isTrue();
  }
}
