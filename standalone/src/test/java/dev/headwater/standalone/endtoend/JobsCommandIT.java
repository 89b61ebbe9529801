package dev.headwater.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The command line for jobs, against a whole system. */
@ExtendWith(SharedSystem.class)
class JobsCommandIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @Test
  void aJobThatFailedIsListedShownAndRetried(RunningSystem system) throws Exception {
    String title = system.controlPlane().createTitle("Not packaged");
    assertThat(system.controlPlane().upload(title, BodyPublishers.ofString("text")).get())
        .isEqualTo(202);
    String error = system.controlPlane().awaitEnd(title, LIMIT).getString("error");
    assertThat(output(system, "jobs", "list", "--title", title))
        .contains("dead", title, "Not packaged", "last attempt: " + error);
    JsonObject list =
        new JsonObject(output(system, "jobs", "list", "--state", "dead", "--json", "--limit", "1"));
    assertThat(list.getJsonArray("items")).hasSize(1);

    String id = system.controlPlane().job(title).getString("id");
    assertThat(output(system, "jobs", "show", id))
        .contains("job: " + id + " (package)", "state: dead", "last attempt failed: " + error);
    assertThat(output(system, "jobs", "retry", id))
        .contains("job " + id + " (Not packaged) is queued again");
    Await.that(
        "it has failed again",
        LIMIT,
        () -> system.controlPlane().job(title).getString("state").equals("dead"));
    assertThat(failure(system, "jobs", "cancel", id))
        .contains("this job is dead: only one that is queued or running can be cancelled");
  }

  @Test
  void aJobThatIsNotThereIsAFailure(RunningSystem system) {
    assertThat(failure(system, "jobs", "show", "0")).contains("there is no such job");
    assertThat(failure(system, "jobs", "retry", "some/thing")).contains("there is no such");
  }

  @Test
  void aJobThatRunsOrWaitsIsCancelled(RunningSystem system) throws Exception {
    String title = system.controlPlane().createTitle("Cancelled by command");
    assertThat(
            system
                .controlPlane()
                .upload(title, BodyPublishers.ofFile(Ffmpeg.clip("for-the-command", 120)))
                .get())
        .isEqualTo(202);
    String id = system.controlPlane().job(title).getString("id");
    assertThat(output(system, "jobs", "cancel", id))
        .contains("job " + id + " (Cancelled by command) is cancelled");
    assertThat(system.controlPlane().title(title).getString("error"))
        .isEqualTo("packaging was cancelled");
  }

  private static String failure(RunningSystem system, String... arguments) {
    ProgramRun run = system.command(arguments);
    assertThat(run.status()).isEqualTo(1);
    return run.errors();
  }

  private static String output(RunningSystem system, String... arguments) {
    ProgramRun run = system.command(arguments);
    assertThat(run.status()).as(run.errors()).isZero();
    return run.output();
  }
}
