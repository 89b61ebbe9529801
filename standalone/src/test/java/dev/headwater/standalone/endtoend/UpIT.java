package dev.headwater.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What {@code headwater up} does on a data folder that is new, left behind, or in use. */
class UpIT {
  /** Bounds the packaging of the demo clip on a machine under load. */
  private static final Duration DEMO_LIMIT = Duration.ofMinutes(2);

  private final Installation installation = Installation.fresh("up");

  @AfterEach
  void nothingIsLeft() {
    DataProcesses.naming(installation.data()).forEach(ProcessHandle::destroyForcibly);
    installation.delete();
  }

  @Test
  void theDemoIsPublishedOnceAndItsPageIsThere() {
    URI page;
    try (RunningSystem _ = installation.start("--demo")) {
      page = demoPages(1).getFirst();
      assertThat(Http.get(page).statusCode()).isEqualTo(200);
    }
    try (RunningSystem _ = installation.start("--demo")) {
      assertThat(demoPages(2)).containsExactly(page, page);
    }
  }

  @Test
  void enginesThatAKilledProgramLeftAreReplaced() {
    List<ProcessHandle> left;
    try (RunningSystem system = installation.start()) {
      system.killProgram();
      left = DataProcesses.naming(installation.data());
      assertThat(left).isNotEmpty();
    }
    try (RunningSystem _ = installation.start()) {
      assertThat(left).noneMatch(ProcessHandle::isAlive);
    }
  }

  @Test
  void aSecondProgramOnTheSameDataIsRefused() {
    try (RunningSystem _ = installation.start()) {
      ProgramRun second = HeadwaterProgram.run(Map.of(), installation.up());
      assertThat(second.status()).isEqualTo(1);
      assertThat(second.errors()).contains(installation.data().toString(), "in use", "--data");
    }
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
