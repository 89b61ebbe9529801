package dev.headwater.control;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.control.account.Role;
import dev.headwater.platform.feed.FeedChange.Purge;
import dev.headwater.platform.feed.FeedPage;
import dev.headwater.platform.feed.NodeReport.State;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PurgeIT {
  private final TestControlPlane control = TestControlPlane.shared();
  private final ApiClient admin = control.admin();
  private final TestNode one = TestNode.of(control, "one");
  private final TestNode two = TestNode.of(control, "two");

  @BeforeEach
  @AfterEach
  void noNodes() {
    control.query("delete from nodes");
    control.query("delete from node_progress"); // some say that they are further than the feed
  }

  private static JsonObject purge(String member, Object... items) {
    JsonArray all = new JsonArray();
    for (Object item : items) {
      all.add(item);
    }
    return new JsonObject().put(member, all);
  }

  private static JsonObject taken(ApiClient.Answer answer) {
    assertThat(answer.status()).as(answer.response().body()).isEqualTo(202);
    return answer.json();
  }

  private JsonObject state(String id) {
    return admin.get("purges/" + id).json();
  }

  private long last() {
    return control.query("select last from feed_head").iterator().next().getLong(0);
  }

  private void awaitSettled(String id) {
    long deadline = System.nanoTime() + SECONDS.toNanos(10);
    while (control.query("select from purges where id = $1 and nodes is null", id).size() > 0) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      LockSupport.parkNanos(10_000_000);
    }
  }

  @Test
  void aPurgeIsALineOfTheFeed() {
    JsonObject purge =
        taken(
            admin.post(
                "purges",
                new JsonObject()
                    .put("tags", new JsonArray().add("title-x"))
                    .put("paths", new JsonArray().add("/vod/x/e/index.m3u8"))
                    .put("prefixes", new JsonArray().add("/vod/x/"))
                    .put("mode", "soft")));
    long sequence = purge.getLong("sequence");
    FeedPage page = one.feed("", sequence - 1, 10);
    assertThat(page.entries().getFirst().sequence()).isEqualTo(sequence);
    Purge line = (Purge) page.entries().getFirst().change();
    assertThat(line.id()).isEqualTo(purge.getString("id"));
    assertThat(line.mode()).isEqualTo(Purge.Mode.SOFT);
    assertThat(line.tags()).containsExactly("title-x");
    assertThat(line.paths()).containsExactly("/vod/x/e/index.m3u8");
    assertThat(line.prefixes()).containsExactly("/vod/x/");
  }

  @Test
  void aNodeThatWaitsIsToldAtOnce() {
    long before = last();
    CompletableFuture<FeedPage> told =
        CompletableFuture.supplyAsync(() -> one.feed("", before, 30));
    taken(admin.post("purges", purge("tags", "title-x")));
    assertThat(told).succeedsWithin(Duration.ofSeconds(10));
    assertThat(told.join().entries()).isNotEmpty();
  }

  @Test
  void whenNothingComesTheWaitEnds() {
    assertThat(one.feed("", last(), 1).entries()).isEmpty();
  }

  @Test
  void isAppliedWhenEveryNodeSaysSo() {
    one.report(State.SERVING);
    two.report(State.SERVING);
    JsonObject purge = taken(admin.post("purges", purge("tags", "title-x")));
    String id = purge.getString("id");
    long sequence = purge.getLong("sequence");
    assertThat(state(id).getString("state")).isEqualTo("pending");
    one.report(State.SERVING, sequence);
    assertThat(state(id).getString("state")).isEqualTo("pending");
    assertThat(state(id).getJsonArray("nodes").getJsonObject(0).getString("node")).isEqualTo("one");
    two.report(State.SERVING, sequence + 3);
    assertThat(state(id).getString("state")).isEqualTo("applied");
    assertThat(state(id).getJsonArray("nodes")).hasSize(2);
    assertThat(state(id).getJsonArray("unreachable")).isEmpty();
  }

  @Test
  void staysAppliedWhenNodesComeAndGo() {
    one.report(State.SERVING);
    JsonObject purge = taken(admin.post("purges", purge("tags", "title-x")));
    one.report(State.SERVING, purge.getLong("sequence"));
    awaitSettled(purge.getString("id"));
    two.report(State.SERVING);
    assertThat(state(purge.getString("id")).getString("state")).isEqualTo("applied");
  }

  @Test
  void isPartialWhenOnlySilentNodesHaveNotAppliedIt() {
    one.report(State.SERVING);
    two.report(State.SERVING);
    JsonObject purge = taken(admin.post("purges", purge("tags", "title-x")));
    one.report(State.SERVING, purge.getLong("sequence"));
    control.query("update nodes set last_seen = now() - interval '11 seconds' where name = 'two'");
    JsonObject state = state(purge.getString("id"));
    assertThat(state.getString("state")).isEqualTo("partial");
    assertThat(state.getJsonArray("unreachable")).containsExactly("two");
  }

  @Test
  void aNodeThatLeavesIsNotWaitedFor() {
    one.report(State.SERVING);
    two.report(State.SERVING);
    JsonObject purge = taken(admin.post("purges", purge("tags", "title-x")));
    one.report(State.SERVING, purge.getLong("sequence"));
    two.report(State.LEAVING);
    assertThat(state(purge.getString("id")).getString("state")).isEqualTo("applied");
  }

  @Test
  void nodesAreListedForOperators() {
    one.report(State.SERVING, 3);
    JsonObject node =
        control.person(Role.OPERATOR).get("nodes").json().getJsonArray("items").getJsonObject(0);
    assertThat(node.getString("node")).isEqualTo("one");
    assertThat(node.getString("role")).isEqualTo("origin");
    assertThat(node.getString("policy")).isEqualTo("p1");
    assertThat(node.getLong("sequence")).isEqualTo(3);
    assertThat(node.getString("health")).isEqualTo("serving");
    assertThat(control.person(Role.PUBLISHER).get("nodes").status()).isEqualTo(403);
    assertThat(control.anonymous().get("nodes").status()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"tags\": []}",
        "{\"tags\": [\"a*\"]}",
        "{\"tags\": [\"a b\"]}",
        "{\"tags\": [\"\"]}",
        "{\"paths\": [\"vod/x\"]}",
        "{\"paths\": [\"/vod/*\"]}",
        "{\"paths\": [\"/vod//x\"]}",
        "{\"paths\": [\"/vod/../x\"]}",
        "{\"paths\": [\"/vod/x?a=b\"]}",
        "{\"paths\": [\"/t/token/vod/x\"]}",
        "{\"paths\": [\"http://localhost/vod/x\"]}",
        "{\"prefixes\": [\"/vod/%zz\"]}",
        "{\"tags\": [\"a\"], \"mode\": \"medium\"}",
        "{\"tags\": \"a\"}",
        "{\"urls\": [\"/vod/x\"]}",
      })
  void whatIsMalformedIsRefusedAndChangesNothing(String body) {
    long before = last();
    assertThat(admin.post("purges", new JsonObject(body)).status()).isEqualTo(400);
    assertThat(last()).isEqualTo(before);
  }

  @Test
  void aThousandItemsAreTheMost() {
    Object[] thousand =
        IntStream.range(0, 1000).mapToObj(n -> "/vod/title/epoch/v1/" + n).toArray();
    JsonObject full = purge("paths", thousand);
    taken(admin.post("purges", full));
    long before = last();
    ApiClient.Answer answer =
        admin.post("purges", full.put("tags", new JsonArray().add("one-more")));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.detail()).contains("1001 items");
    assertThat(last()).isEqualTo(before);
  }

  @Test
  void aMillionPathsAreTooMuchToRead() {
    JsonObject million =
        new JsonObject().put("paths", new JsonArray(Collections.nCopies(1_000_000, "/vod/x")));
    assertThat(admin.post("purges", million).status()).isEqualTo(413);
  }

  @Test
  void publishersPurgeTheTagsOfTheirOwnTitles() {
    ApiClient publisher = control.person(Role.PUBLISHER);
    String own =
        publisher
            .post("titles", new JsonObject().put("name", "Own").put("visibility", "public"))
            .json()
            .getString("id");
    String other =
        admin
            .post("titles", new JsonObject().put("name", "Other").put("visibility", "public"))
            .json()
            .getString("id");
    JsonObject purge =
        taken(publisher.post("purges", purge("tags", "title-" + own, "pub-" + own + "-e1")));
    assertThat(publisher.get("purges/" + purge.getString("id")).status()).isEqualTo(200);
    long before = last();
    assertThat(publisher.post("purges", purge("tags", "title-" + own, "title-" + other)).status())
        .isEqualTo(403);
    assertThat(publisher.post("purges", purge("tags", "kind-media-segment")).status())
        .isEqualTo(403);
    assertThat(publisher.post("purges", purge("paths", "/vod/" + own + "/e1/index.m3u8")).status())
        .isEqualTo(403);
    assertThat(control.person(Role.VIEWER).post("purges", purge("tags", "title-" + own)).status())
        .isEqualTo(403);
    assertThat(control.anonymous().post("purges", purge("tags", "title-" + own)).status())
        .isEqualTo(401);
    assertThat(last()).isEqualTo(before);
    JsonObject foreign = taken(admin.post("purges", purge("tags", "title-" + other)));
    assertThat(publisher.get("purges/" + foreign.getString("id")).status()).isEqualTo(404);
  }

  @Test
  void badWordsOfNodesAreRefused() {
    assertThat(one.get("/internal/feed?after=-1").statusCode()).isEqualTo(400);
    assertThat(one.get("/internal/feed?after=x").statusCode()).isEqualTo(400);
    assertThat(one.get("/internal/feed?after=0&wait=1000").statusCode()).isEqualTo(400);
    assertThat(one.post("/internal/report", "no").statusCode()).isEqualTo(400);
    assertThat(one.post("/internal/report", "{}").statusCode()).isEqualTo(400);
    assertThat(one.get("/internal/other").statusCode()).isEqualTo(404);
  }
}
