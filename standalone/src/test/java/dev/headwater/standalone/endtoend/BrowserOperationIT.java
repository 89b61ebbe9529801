package dev.headwater.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The console as operators use it: the nodes of the data plane, and what they are to forget. */
@ExtendWith(SharedSystem.class)
class BrowserOperationIT {
  @AutoClose private static HeadlessChromium chromium;

  @BeforeAll
  static void start() {
    chromium = HeadlessChromium.start();
  }

  @Test
  void anOperatorSeesTheNodesAndPurges(RunningSystem system) {
    try (ConsolePage page = chromium.open(system.installation().console())) {
      page.logIn();
      page.awaitHeading("Titles");
      page.goTo("Data plane");
      page.awaitHeading("Purge");
      assertThat(page.row("local")).contains("Serving", "origin");
      page.fill("What nodes are to forget", "title-of-nobody\n/vod/nothing/");
      page.press("Purge it");
      page.awaitStatus("All nodes have applied the purge. Applied on local.");
      assertThat(page.errors()).isEmpty();
    }
  }
}
