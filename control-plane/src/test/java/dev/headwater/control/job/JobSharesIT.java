package dev.headwater.control.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.control.testing.TestCatalog;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which job is taken next, on real PostgreSQL. */
class JobSharesIT {
  private static final JobSettings SETTINGS =
      new JobSettings(
          Duration.ofSeconds(30),
          3,
          Duration.ofSeconds(5),
          Duration.ofHours(12),
          Duration.ofSeconds(1));

  private static final String MANY = "p-many";
  private static final String ONE = "p-one";
  private static final String OTHER = "p-other";

  private static Vertx vertx;
  private static TestCatalog catalog;
  private JobQueue queue;

  @BeforeAll
  static void open() {
    vertx = Vertx.vertx();
    catalog = TestCatalog.open(vertx);
    Stream.of(MANY, ONE, OTHER).forEach(catalog::newPublisher);
  }

  @AfterAll
  static void close() {
    catalog.close();
    vertx.close().await();
  }

  @BeforeEach
  void begin() {
    queue = new JobQueue(catalog.pool(), SETTINGS);
  }

  @AfterEach
  void clear() {
    catalog.query("delete from jobs");
  }

  @Test
  void aSingleJobIsTakenNextThoughAHundredOfAnotherPublisherWereThereBefore() {
    submit(MANY, 100);
    assertThat(take()).isEqualTo(MANY);
    assertThat(take()).isEqualTo(MANY);
    submit(ONE, 1);
    assertThat(take()).isEqualTo(ONE);
    assertThat(take()).isEqualTo(MANY);
  }

  /** With one worker that does one job at a time, nobody has any running when it takes the next. */
  @Test
  void whoHadLessOfTheWorkersTimeRecentlyComesFirst() {
    submit(MANY, 100);
    finish(takeLease(), "10 minutes");
    submit(ONE, 2);
    Lease first = takeLease();
    assertThat(publisher(first)).isEqualTo(ONE);
    finish(first, "2 minutes");
    Lease second = takeLease();
    assertThat(publisher(second)).isEqualTo(ONE);
    finish(second, "20 minutes");
    submit(ONE, 1);
    assertThat(take()).isEqualTo(MANY);
  }

  @Test
  void whatWasHadLongAgoDoesNotCount() {
    submit(MANY, 1);
    finish(takeLease(), "50 minutes");
    catalog.query(
        "update jobs set started_at = started_at - interval '61 minutes',"
            + " ended_at = ended_at - interval '61 minutes'");
    submit(ONE, 1);
    finish(takeLease(), "1 minute");
    submit(ONE, 1);
    submit(MANY, 1);
    assertThat(take()).isEqualTo(MANY);
  }

  @Test
  void whoTakesAtTheSameTimeTakesOfAll() {
    submit(MANY, 50);
    submit(ONE, 1);
    submit(OTHER, 1);
    List<Future<Optional<Lease>>> taken = new ArrayList<>();
    IntStream.range(0, 4)
        .forEach(n -> taken.add(new JobQueue(catalog.pool(), SETTINGS).take("w" + n)));
    Future.join(taken).await();
    List<String> publishers =
        new ArrayList<>(
            taken.stream().flatMap(one -> one.result().stream()).map(this::publisher).toList());
    while (publishers.size() < 4) { // one that skipped what another was just taking finds it later
      publishers.add(take());
    }
    assertThat(publishers).contains(ONE, OTHER);
  }

  @Test
  void aDeadWorkersJobIsNoneThatItsPublisherHasRunning() {
    submit(MANY, 2);
    submit(ONE, 2);
    Lease lost = takeLease();
    assertThat(publisher(lost)).isEqualTo(MANY);
    assertThat(take()).isEqualTo(ONE);
    catalog.query(
        "update jobs set lease_until = now() - interval '1 ms' where id = $1", lost.jobId());
    assertThat(takeLease().jobId()).as("it is taken over").isEqualTo(lost.jobId());
  }

  @Test
  void aHigherPriorityComesFirstWhoeverItIsOf() {
    submit(MANY, 3);
    String low = submit(ONE, 1).getFirst();
    String high = submit(MANY, 1).getFirst();
    prefer(low, 0);
    prefer(high, 2);
    assertThat(takeLease().titleId()).isEqualTo(high);
    assertThat(take()).as("normal, though it has one running").isEqualTo(MANY);
  }

  @Test
  void everyEighthJobIsTakenWhateverItsPriority() {
    String low = submit(ONE, 1).getFirst();
    prefer(low, 0);
    submit(MANY, 20).forEach(title -> prefer(title, 2));
    List<String> titles = IntStream.range(0, 8).mapToObj(_ -> takeLease().titleId()).toList();
    assertThat(titles.subList(0, 7)).doesNotContain(low);
    assertThat(titles.getLast()).isEqualTo(low);
  }

  @Test
  void amongItsOwnTheOldestComesFirstAndAJobGivenBackKeepsItsPlace() {
    List<String> titles = submit(MANY, 3);
    Lease first = takeLease();
    assertThat(first.titleId()).isEqualTo(titles.getFirst());
    assertThat(queue.giveBack(first).await()).isTrue();
    assertThat(takeLease().titleId()).isEqualTo(titles.getFirst());
    assertThat(takeLease().titleId()).isEqualTo(titles.get(1));
  }

  /** Ids of the titles, in the order of their jobs. */
  private static List<String> submit(String publisher, int jobs) {
    List<String> titles = new ArrayList<>();
    for (int n = 0; n < jobs; n++) {
      String title = catalog.newTitle(publisher);
      catalog
          .pool()
          .withTransaction(transaction -> JobQueue.submit(transaction, title, "sources/" + title))
          .await();
      titles.add(title);
    }
    return titles;
  }

  private Lease takeLease() {
    return queue.take("w1").await().orElseThrow();
  }

  private String take() {
    return publisher(takeLease());
  }

  private String publisher(Lease lease) {
    return catalog.title(lease.titleId()).getString("owner_id");
  }

  /** As if it had run for so long. */
  private void finish(Lease lease, String time) {
    assertThat(queue.finish(lease, _ -> Future.succeededFuture()).await()).isTrue();
    catalog.query(
        "update jobs set started_at = ended_at - interval '" + time + "' where id = $1",
        lease.jobId());
  }

  private static void prefer(String title, int priority) {
    catalog.query("update jobs set priority = $2 where title_id = $1", title, priority);
  }
}
