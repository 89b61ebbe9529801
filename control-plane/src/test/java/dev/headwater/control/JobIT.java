package dev.headwater.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.control.account.Role;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Jobs as people see and steer them; no worker is there to take any. */
class JobIT {
  private final TestControlPlane control = TestControlPlane.shared();
  private final ApiClient publisher = control.person(Role.PUBLISHER);
  private final ApiClient stranger = control.person(Role.PUBLISHER);
  private final ApiClient operator = control.person(Role.OPERATOR);

  @Test
  void aJobIsShownToItsPublisherAndToOperators() {
    String title = upload("Rain");
    JsonObject job = job(title);
    assertThat(job.getString("state")).isEqualTo("queued");
    assertThat(job.getString("kind")).isEqualTo("package");
    assertThat(job.getString("titleName")).isEqualTo("Rain");
    assertThat(job.getString("publisherName")).isEqualTo("Somebody");
    assertThat(job.getString("priority")).isEqualTo("normal");
    assertThat(job.getInteger("attempt")).isZero();
    assertThat(job.getDouble("progress")).isZero();
    assertThat(job.fieldNames())
        .contains("nextRunAt", "createdAt")
        .doesNotContain("attemptsLeft", "worker", "startedAt", "endedAt", "error");
    String path = "jobs/" + job.getString("id");
    assertThat(publisher.get(path).json()).isEqualTo(job);
    assertThat(operator.get(path).json()).isEqualTo(job);
    assertThat(stranger.get(path).status()).isEqualTo(404);
    assertThat(control.person(Role.VIEWER).get(path).status()).isEqualTo(403);
    assertThat(control.anonymous().get(path).status()).isEqualTo(401);
  }

  @Test
  void aRunningJobSaysHowFarItIsAndWhoHasIt() {
    String title = upload("Running");
    take(title, 2);
    control.query("update titles set status = 'processing', progress = 0.25 where id = $1", title);
    JsonObject job = job(title);
    assertThat(job.getString("state")).isEqualTo("running");
    assertThat(job.getDouble("progress")).isEqualTo(0.25);
    assertThat(job.getInteger("attempt")).isEqualTo(2);
    assertThat(job.getInteger("attemptsLeft")).isEqualTo(1);
    assertThat(job.getString("worker")).isEqualTo("paris-1");
    assertThat(job.fieldNames()).contains("startedAt").doesNotContain("nextRunAt", "endedAt");
  }

  @Test
  void listsAreOfOnesOwnUnlessOneIsAnOperator() {
    String one = upload("One");
    String two = upload("Two");
    upload(stranger, "Not theirs");
    assertThat(titles(publisher, "")).containsExactly(two, one);
    String id = job(one).getString("publisherId");
    assertThat(titles(operator, "publisher=" + id)).containsExactly(two, one);
    assertThat(titles(stranger, "publisher=" + id)).isEmpty();
    assertThat(titles(stranger, "title=" + one)).isEmpty();
    assertThat(titles(operator, "title=" + one)).containsExactly(one);
    assertThat(control.person(Role.VIEWER).get("jobs").status()).isEqualTo(403);
  }

  @Test
  void listsAreFilteredByState() {
    String waits = upload("Waits");
    String ended = upload("Ended");
    publisher.post(path(ended) + "/cancel", new JsonObject());
    assertThat(titles(publisher, "state=queued")).containsExactly(waits);
    assertThat(titles(publisher, "state=cancelled")).containsExactly(ended);
    assertThat(titles(publisher, "state=done")).isEmpty();
  }

  @Test
  void pagesFollowEachOtherWithoutGapOrRepetition() {
    List<String> made = new ArrayList<>();
    for (int n = 0; n < 5; n++) {
      made.addFirst(upload("Page " + n));
    }
    List<String> paged = new ArrayList<>();
    String cursor = "";
    int pages = 0;
    do {
      JsonObject page = publisher.get("jobs?limit=2" + cursor).json();
      paged.addAll(titles(page));
      cursor = page.containsKey("nextCursor") ? "&cursor=" + page.getString("nextCursor") : "";
      pages++;
    } while (!cursor.isEmpty());
    assertThat(paged).isEqualTo(made);
    assertThat(pages).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({
    "limit=0, limit",
    "limit=101, limit",
    "state=lost, state",
    "cursor=x, cursor",
    "cursor=am9iIHg, cursor",
    "title=, title"
  })
  void aQueryThatCannotBeAnsweredIsRefused(String query, String subject) {
    ApiClient.Answer answer = publisher.get("jobs?" + query);
    assertThat(answer.status()).as(answer.response().body()).isEqualTo(400);
    assertThat(answer.detail()).contains(subject);
  }

  @ParameterizedTest
  @CsvSource({"0", "x", "99999999999999999999", "1e3"})
  void whatIsNoJobIsNotFound(String id) {
    assertThat(operator.get("jobs/" + id).status()).isEqualTo(404);
    assertThat(operator.post("jobs/" + id + "/cancel", new JsonObject()).status()).isEqualTo(404);
    assertThat(operator.post("jobs/" + id + "/retry", new JsonObject()).status()).isEqualTo(404);
  }

  @Test
  void aQueuedJobIsCancelledAndRetried() {
    String title = upload("Cancelled");
    String path = path(title);
    ApiClient.Answer cancelled = publisher.post(path + "/cancel", new JsonObject());
    assertThat(cancelled.status()).as(cancelled.response().body()).isEqualTo(200);
    assertThat(cancelled.json().getString("state")).isEqualTo("cancelled");
    JsonObject failed = publisher.get("titles/" + title).json();
    assertThat(failed.getString("status")).isEqualTo("failed");
    assertThat(failed.getString("error")).isEqualTo("packaging was cancelled");
    ApiClient.Answer again = publisher.post(path + "/cancel", new JsonObject());
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.detail())
        .isEqualTo("this job is cancelled: only one that is queued or running can be cancelled");

    ApiClient.Answer retried = publisher.post(path + "/retry", new JsonObject());
    assertThat(retried.status()).as(retried.response().body()).isEqualTo(200);
    assertThat(retried.json().getString("state")).isEqualTo("queued");
    assertThat(publisher.get("titles/" + title).json().getString("status")).isEqualTo("uploaded");
    assertThat(publisher.post(path + "/retry", new JsonObject()).status()).isEqualTo(409);
    String id = job(title).getString("id");
    assertThat(audited("job.cancel", id)).isEqualTo(1);
    assertThat(audited("job.retry", id)).isEqualTo(1);
  }

  @Test
  void aDeadJobIsRetriedWithAllItsAttempts() {
    String title = upload("Dead");
    take(title, 3);
    bury(title);
    JsonObject dead = job(title);
    assertThat(dead.getString("state")).isEqualTo("dead");
    assertThat(dead.getString("error")).isEqualTo("the disk is full");
    assertThat(dead.getInteger("attemptsLeft")).isZero();
    JsonObject retried = operator.post(path(title) + "/retry", new JsonObject()).json();
    assertThat(retried.getString("state")).isEqualTo("queued");
    assertThat(retried.getInteger("attempt")).isZero();
    assertThat(retried.getInteger("attemptsLeft")).isEqualTo(3);
  }

  @Test
  void whatNothingGoodWouldComeOfIsNotRetried() {
    String replaced = upload("Replaced");
    String old = path(replaced);
    publisher.post(old + "/cancel", new JsonObject());
    put(publisher, replaced);
    assertThat(publisher.post(old + "/retry", new JsonObject()).detail())
        .isEqualTo("this job can't be retried: another job of its title waits or runs");
    publisher.post(path(replaced) + "/cancel", new JsonObject());
    assertThat(publisher.post(old + "/retry", new JsonObject()).detail())
        .isEqualTo("this job can't be retried: its title has another source by now");

    String deleted = upload("Deleted");
    publisher.post(path(deleted) + "/cancel", new JsonObject());
    publisher.delete("titles/" + deleted);
    ApiClient.Answer answer = publisher.post(path(deleted) + "/retry", new JsonObject());
    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.detail()).isEqualTo("this job can't be retried: its title was deleted");
  }

  @Test
  void nobodyTouchesTheJobsOfOthers() {
    String title = upload("Mine");
    String path = path(title);
    assertThat(stranger.post(path + "/cancel", new JsonObject()).status()).isEqualTo(404);
    assertThat(stranger.post(path + "/retry", new JsonObject()).status()).isEqualTo(404);
    assertThat(stranger.patch(path, priority("high")).status()).isEqualTo(404);
    ApiClient viewer = control.person(Role.VIEWER);
    assertThat(viewer.post(path + "/cancel", new JsonObject()).status()).isEqualTo(403);
    assertThat(job(title).getString("state")).isEqualTo("queued");
  }

  @Test
  void operatorsSetPriorities() {
    String title = upload("Hurry");
    String path = path(title);
    assertThat(publisher.patch(path, priority("high")).status()).isEqualTo(403);
    ApiClient.Answer changed = operator.patch(path, priority("high"));
    assertThat(changed.status()).as(changed.response().body()).isEqualTo(200);
    assertThat(changed.json().getString("priority")).isEqualTo("high");
    assertThat(job(title).getString("priority")).isEqualTo("high");
    assertThat(operator.patch(path, priority("highest")).status()).isEqualTo(400);
    assertThat(operator.patch(path, new JsonObject()).status()).isEqualTo(400);
    assertThat(audited("job.prefer", job(title).getString("id"))).isEqualTo(1);
    operator.post(path + "/cancel", new JsonObject());
    assertThat(operator.patch(path, priority("low")).status()).isEqualTo(409);
  }

  private static JsonObject priority(String word) {
    return new JsonObject().put("priority", word);
  }

  private String upload(String name) {
    return upload(publisher, name);
  }

  /** Returns the id of a title with a job. */
  private static String upload(ApiClient client, String name) {
    String title =
        client
            .post("titles", new JsonObject().put("name", name).put("visibility", "private"))
            .json()
            .getString("id");
    put(client, title);
    return title;
  }

  private static void put(ApiClient client, String title) {
    ApiClient.Answer answer =
        client.put("titles/" + title + "/source", BodyPublishers.ofString("not a film"));
    assertThat(answer.status()).as(answer.response().body()).isEqualTo(202);
  }

  /** The newest one of the title. */
  private JsonObject job(String title) {
    return operator.get("jobs?title=" + title).json().getJsonArray("items").getJsonObject(0);
  }

  private String path(String title) {
    return "jobs/" + job(title).getString("id");
  }

  private static List<String> titles(ApiClient client, String query) {
    ApiClient.Answer answer = client.get("jobs?" + query);
    assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
    return titles(answer.json());
  }

  private static List<String> titles(JsonObject page) {
    JsonArray items = page.getJsonArray("items");
    return items.stream().map(item -> ((JsonObject) item).getString("titleId")).toList();
  }

  /** As a worker that tries three times does. */
  private void take(String title, int attempt) {
    control.query(
        """
        update jobs set state = 'running', attempt = $2, attempts = 3, started_at = now(),
          lease_owner = 'paris-1', lease_token = lease_token + 1,
          lease_until = now() + interval '1 minute'
        where title_id = $1
        """,
        title,
        attempt);
  }

  private void bury(String title) {
    control.query(
        """
        update jobs set state = 'dead', error = 'the disk is full', ended_at = now(),
          lease_owner = null, lease_until = null
        where title_id = $1
        """,
        title);
  }

  private int audited(String action, String subject) {
    return control
        .query("select 1 from audit_log where action = $1 and subject = $2", action, subject)
        .size();
  }
}
