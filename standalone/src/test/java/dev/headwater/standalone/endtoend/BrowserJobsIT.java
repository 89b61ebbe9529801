package dev.headwater.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The console as people see jobs on it: what failed and why, retry, cancel. */
@ExtendWith(SharedSystem.class)
class BrowserJobsIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** Takes any machine longer to package than a person to press two buttons. */
  private static final int LONG_CLIP_SECONDS = 120;

  @AutoClose private static HeadlessChromium chromium;

  @BeforeAll
  static void start() {
    chromium = HeadlessChromium.start();
  }

  @Test
  void aJobThatFailedSaysWhyAndIsRetried(RunningSystem system) throws Exception {
    String title = upload(system, "No film at all", BodyPublishers.ofString("not a film"));
    system.controlPlane().awaitEnd(title, LIMIT);
    String before = system.controlPlane().job(title).getString("startedAt");
    try (ConsolePage page = jobs(system)) {
      awaitRow(page, "No film at all", "Failed");
      assertThat(page.row("No film at all"))
          .contains(system.controlPlane().title(title).getString("error"));
      page.press("Retry the job of No film at all");
      Await.that(
          "it was tried again, and failed",
          LIMIT,
          () -> {
            var job = system.controlPlane().job(title);
            return !before.equals(job.getString("startedAt"))
                && job.getString("state").equals("dead");
          });
      awaitRow(page, "No film at all", "Failed");
      page.choose("Show jobs that are", "Cancelled");
      page.choose("Show jobs that are", "Failed");
      awaitRow(page, "No film at all", "Failed");
      assertThat(page.errors()).isEmpty();
    }
  }

  @Test
  void aJobThatRunsIsCancelledAndItsEncoderEnds(RunningSystem system) throws Exception {
    BodyPublisher clip = BodyPublishers.ofFile(Ffmpeg.clip("long", LONG_CLIP_SECONDS));
    String title = upload(system, "Rather long", clip);
    try (ConsolePage page = jobs(system)) {
      awaitRow(page, "Rather long", "Running");
      awaitRow(page, "Rather long", "%");
      page.press("Cancel the job of Rather long");
      page.confirm("Cancel the job");
      page.awaitNoDialog();
      awaitRow(page, "Rather long", "Cancelled");
      assertThat(page.errors()).isEmpty();
    }
    Await.that(
        "no encoder is left",
        LIMIT,
        () -> DataProcesses.naming(system.installation().data(), "filter_complex").isEmpty());
    assertThat(system.controlPlane().title(title).getString("error"))
        .isEqualTo("packaging was cancelled");
  }

  private static ConsolePage jobs(RunningSystem system) {
    ConsolePage page = chromium.open(system.installation().console());
    page.logIn();
    page.awaitHeading("Titles");
    page.goTo("Jobs");
    page.awaitHeading("Jobs");
    return page;
  }

  /** The page asks again by itself. */
  private static void awaitRow(ConsolePage page, String name, String text) {
    Await.that("'" + text + "' in the row of " + name, LIMIT, () -> page.row(name).contains(text));
  }

  /** Returns the id of the title. */
  private static String upload(RunningSystem system, String name, BodyPublisher source)
      throws Exception {
    String title = system.controlPlane().createTitle(name);
    assertThat(system.controlPlane().upload(title, source).get()).isEqualTo(202);
    return title;
  }
}
