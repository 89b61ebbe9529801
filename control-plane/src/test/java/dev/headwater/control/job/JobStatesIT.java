package dev.headwater.control.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.control.testing.TestCatalog;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the database lets follow what, whoever asks it. */
class JobStatesIT {
  private static final List<String> STATES =
      List.of("queued", "running", "done", "dead", "cancelled");

  /** As drawn in the package documentation. */
  private static final Set<String> MOVES =
      Set.of(
          "queued running",
          "queued cancelled",
          "running queued",
          "running done",
          "running dead",
          "running cancelled",
          "dead queued",
          "cancelled queued");

  private static Vertx vertx;
  private static TestCatalog catalog;

  @BeforeAll
  static void open() {
    vertx = Vertx.vertx();
    catalog = TestCatalog.open(vertx);
  }

  @AfterAll
  static void close() {
    catalog.close();
    vertx.close().await();
  }

  static Stream<Arguments> pairs() {
    return STATES.stream()
        .flatMap(from ->
            STATES.stream().filter(to -> !to.equals(from)).map(to -> Arguments.of(from, to)));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void onlyWhatIsDrawnMayFollow(String from, String to) {
    long job = jobIn(from);
    if (MOVES.contains(from + " " + to)) {
      move(job, to);
      assertThat(row(job).getString("state")).isEqualTo(to);
    } else {
      assertThatThrownBy(() -> move(job, to)).hasMessageContaining(to + " can't follow " + from);
      assertThat(row(job).getString("state")).isEqualTo(from);
    }
  }

  @ParameterizedTest
  @MethodSource("laterStates")
  void aJobBeginsAsQueued(String state) {
    String title = catalog.newTitle();
    assertThatThrownBy(() ->
            catalog.query(
                """
                insert into jobs (title_id, publisher_id, source_key, state)
                values ($1, 'p1', 's', $2::text)
                """,
                title,
                state))
        .hasMessageContaining("a job begins as queued, not as " + state);
  }

  static List<String> laterStates() {
    return STATES.subList(1, STATES.size());
  }

  @Test
  void aRunningJobIsTakenOverOnlyWithAHigherToken() {
    long job = jobIn("running");
    assertThatThrownBy(
            () -> catalog.query("update jobs set lease_owner = 'thief' where id = $1", job))
        .hasMessageContaining("a lease needs a higher token");
    catalog.query(
        "update jobs set lease_owner = 'heir', lease_token = lease_token + 1 where id = $1", job);
    assertThatThrownBy(
            () -> catalog.query("update jobs set lease_token = lease_token - 1 where id = $1", job))
        .hasMessageContaining("a lease needs a higher token");
    assertThat(row(job).getString("lease_owner")).isEqualTo("heir");
  }

  private static long jobIn(String state) {
    String title = catalog.newTitle();
    long job =
        catalog
            .query(
                """
                insert into jobs (title_id, publisher_id, source_key)
                values ($1, 'p1', 's') returning id
                """,
                title)
            .iterator()
            .next()
            .getLong(0);
    if (!state.equals("queued")) {
      move(job, "running");
    }
    if (!Set.of("queued", "running").contains(state)) {
      move(job, state);
    }
    return job;
  }

  private static void move(long job, String state) {
    catalog.query(
        """
        update jobs set state = $2::text,
          lease_token = lease_token + case when $2 = 'running' then 1 else 0 end,
          lease_owner = case when $2 = 'running' then 'w1' end,
          lease_until = case when $2 = 'running' then now() + interval '1 minute' end
        where id = $1
        """,
        job,
        state);
  }

  private static Row row(long job) {
    return catalog.query("select * from jobs where id = $1", job).iterator().next();
  }
}
