package dev.headwater.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What {@code headwater up} does on a data folder that is new, left behind, or in use. */
@ExtendWith(SharedSystem.class)
class UpIT {
  /** Bounds the packaging of the demo clip on a machine under load. */
  private static final Duration DEMO_LIMIT = Duration.ofMinutes(2);

  @RegisterExtension final Installation installation = Installation.fresh("up");

  @Test
  void aStartAfterAKilledOneReplacesItsEnginesAndFindsItsDemo() {
    URI page;
    List<ProcessHandle> left;
    try (RunningSystem system = installation.start("--demo")) {
      page = demoPages(1).getFirst();
      assertThat(Http.get(page).statusCode()).isEqualTo(200);
      system.killProgram();
      left = DataProcesses.naming(installation.data());
      assertThat(left).isNotEmpty();
    }
    try (RunningSystem _ = installation.start("--demo")) {
      assertThat(left).noneMatch(ProcessHandle::isAlive);
      assertThat(demoPages(2)).containsExactly(page, page);
    }
  }

  @Test
  void aSecondProgramOnTheSameDataIsRefused(RunningSystem system) {
    ProgramRun second = HeadwaterProgram.run(Map.of(), system.installation().up());
    assertThat(second.status()).isEqualTo(1);
    assertThat(second.errors())
        .contains(system.installation().data().toString(), "in use", "--data");
  }

  /** The pages that all starts together have named. */
  private List<URI> demoPages(int count) {
    Await.that("a demo page", DEMO_LIMIT, () -> pages().size() == count);
    return pages();
  }

  private List<URI> pages() {
    return installation
        .said()
        .lines()
        .filter(line -> line.contains("/watch/"))
        .map(line -> URI.create(line.substring(line.indexOf("http"))))
        .toList();
  }
}
