package dev.headwater.control;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.control.account.Role;
import dev.headwater.control.cdn.TestCdn;
import dev.headwater.control.cdn.TestCdn.Told;
import dev.headwater.engines.PostgresAddress;
import dev.headwater.engines.testing.SharedEngines;
import dev.headwater.platform.feed.NodeReport.State;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Purges on their way from nodes to CDNs, on a real database and over HTTP. */
class CdnPurgeIT {
  private static final long PATIENCE = SECONDS.toNanos(30);

  private final List<AutoCloseable> open = new ArrayList<>();
  private final Map<String, String> settings = new HashMap<>();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable one : open.reversed()) {
      one.close();
    }
  }

  private <T extends AutoCloseable> T closing(T one) {
    open.add(one);
    return one;
  }

  /** Adds one to the settings. */
  private void cdn(String name, String kind, int level, TestCdn cdn, String... more) {
    long number = settings.keySet().stream().filter(key -> key.endsWith("].name")).count();
    String key = "cdns[" + number + "].";
    settings.put(key + "name", name);
    settings.put(key + "kind", kind);
    settings.put(key + "level", Integer.toString(level));
    settings.put(key + "urls", cdn.url());
    settings.put(key + "secret", TestCdn.SECRET);
    settings.put(key + "repeat-after", "0s");
    for (String line : more) {
      String[] pair = line.split("=", 2);
      settings.put(key + pair[0], pair[1]);
    }
  }

  private TestControlPlane control() {
    return control(SharedEngines.freshDatabase());
  }

  private TestControlPlane control(PostgresAddress database) {
    settings.put("accounts.self-registration", "true");
    return closing(TestControlPlane.start(database, settings));
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      LockSupport.parkNanos(10_000_000);
    }
  }

  private static JsonObject taken(ApiClient admin, JsonObject purge) {
    ApiClient.Answer answer = admin.post("purges", purge);
    assertThat(answer.status()).as(answer.response().body()).isEqualTo(202);
    return answer.json();
  }

  private static JsonObject tag(String tag) {
    return new JsonObject().put("tags", new JsonArray().add(tag));
  }

  private static JsonObject cdn(ApiClient admin, String purge, String name) {
    return admin.get("purges/" + purge).json().getJsonArray("cdns").stream()
        .map(JsonObject.class::cast)
        .filter(one -> one.getString("name").equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static void awaitCdn(ApiClient admin, String purge, String name, String state) {
    await(() -> cdn(admin, purge, name).getString("state").equals(state));
  }

  private static List<String> audited(TestControlPlane control, String purge) {
    List<String> actions = new ArrayList<>();
    control
        .query("select action from audit_log where subject = $1 order by id", purge)
        .forEach(row -> actions.add(row.getString(0)));
    return actions;
  }

  @Test
  void noCdnIsToldBeforeTheNodesAndNoneBeforeThoseNearerToThem() {
    List<String> order = new CopyOnWriteArrayList<>();
    AtomicReference<String> purge = new AtomicReference<>();
    AtomicReference<ApiClient> admin = new AtomicReference<>();
    TestCdn near =
        closing(TestCdn.start(() -> order.add("near " + state(admin.get(), purge.get()))));
    TestCdn far =
        closing(
            TestCdn.start(() ->
                order.add(
                    "far after " + cdn(admin.get(), purge.get(), "near").getString("state"))));
    cdn("far", "nginx", 2, far);
    cdn("near", "varnish", 1, near);
    TestControlPlane control = control();
    admin.set(control.admin());
    TestNode node = TestNode.of(control, "one");
    node.report(State.SERVING);
    JsonObject taken = taken(admin.get(), tag("title-t1"));
    String id = taken.getString("id");
    purge.set(id);
    JsonObject first = admin.get().get("purges/" + id).json();
    assertThat(first.getString("state")).isEqualTo("pending");
    assertThat(first.getJsonArray("cdns").toString())
        .isEqualTo(
            "[{\"name\":\"near\",\"state\":\"pending\"},{\"name\":\"far\",\"state\":\"pending\"}]");
    node.report(State.SERVING, taken.getLong("sequence"));
    awaitCdn(admin.get(), id, "far", "applied");
    assertThat(order).containsExactly("near applied", "far after applied");
    assertThat(near.told()).containsExactly(new Told("tag", "title-t1", "hard"));
    assertThat(far.told()).containsExactly(new Told("prefix", "/vod/t1/", "hard"));
    assertThat(cdn(admin.get(), id, "near").getString("appliedAt")).isNotBlank();
    assertThat(audited(control, id))
        .containsExactly("purge.create", "purge.cdn-applied", "purge.cdn-applied");
  }

  private static String state(ApiClient admin, String purge) {
    return admin.get("purges/" + purge).json().getString("state");
  }

  @Test
  void isToldAgainForWhatItWasFetchingTheInnerOneFirst() {
    TestCdn near = closing(TestCdn.start());
    TestCdn far = closing(TestCdn.start());
    cdn("near", "varnish", 1, near, "repeat-after=400ms");
    cdn("far", "varnish", 2, far, "repeat-after=300ms");
    TestControlPlane control = control();
    ApiClient admin = control.admin();
    String id = taken(admin, tag("title-t1").put("mode", "soft")).getString("id");
    awaitCdn(admin, id, "far", "applied");
    Told soft = new Told("tag", "title-t1", "soft");
    assertThat(near.told()).containsExactly(soft, soft);
    assertThat(far.told()).containsExactly(soft, soft);
    assertThat(
            control
                .query(
                    """
                    select f.taken_at >= n.applied_at + interval '300 milliseconds'
                    from cdn_purges n join cdn_purges f using (purge_id)
                    where n.cdn = 'near' and f.cdn = 'far'\
                    """)
                .iterator()
                .next()
                .getBoolean(0))
        .as("what the inner one gave out until its last pass is stored by then")
        .isTrue();
  }

  @Test
  void aNodeThatAppliesItLaterMayHaveGivenOutOldBytes() {
    TestCdn near = closing(TestCdn.start());
    TestCdn far = closing(TestCdn.start());
    cdn("near", "varnish", 1, near);
    cdn("far", "varnish", 2, far);
    TestControlPlane control = control();
    ApiClient admin = control.admin();
    TestNode one = TestNode.of(control, "one");
    TestNode two = TestNode.of(control, "two");
    one.report(State.SERVING);
    two.report(State.SERVING);
    control.query("update nodes set last_seen = now() - interval '11 seconds' where name = 'two'");
    JsonObject taken = taken(admin, tag("title-t1"));
    one.report(State.SERVING, taken.getLong("sequence"));
    awaitCdn(admin, taken.getString("id"), "far", "applied");
    assertThat(state(admin, taken.getString("id"))).isEqualTo("partial");
    two.report(State.SERVING, taken.getLong("sequence"));
    await(() -> far.told().size() == 2);
    awaitCdn(admin, taken.getString("id"), "far", "applied");
    assertThat(near.told()).hasSize(2);
    assertThat(state(admin, taken.getString("id"))).isEqualTo("applied");
  }

  @Test
  void oneThatIsDownIsToldOnceItIsBack() {
    TestCdn down = TestCdn.start();
    down.close();
    TestCdn other = closing(TestCdn.start());
    cdn("down", "nginx", 1, down);
    cdn("other", "nginx", 1, other);
    ApiClient admin = control().admin();
    String id = taken(admin, tag("title-t1")).getString("id");
    awaitCdn(admin, id, "other", "applied");
    await(() -> cdn(admin, id, "down").containsKey("error"));
    JsonObject waiting = cdn(admin, id, "down");
    assertThat(waiting.getString("state")).isEqualTo("pending");
    assertThat(waiting.getString("error")).contains(down.url()).contains("can't be asked");
    TestCdn back = closing(TestCdn.startOn(down.port()));
    awaitCdn(admin, id, "down", "applied");
    assertThat(back.told()).containsExactly(new Told("prefix", "/vod/t1/", "hard"));
    assertThat(cdn(admin, id, "down").containsKey("error")).isFalse();
  }

  @Test
  void oneThatRefusesHasFailedAfterAWhileAndIsRetriedWhenAsked() {
    TestCdn near = closing(TestCdn.start());
    TestCdn far = closing(TestCdn.start());
    near.setSecret("another");
    cdn("near", "nginx", 1, near, "attempts=2");
    cdn("far", "nginx", 2, far);
    TestControlPlane control = control();
    ApiClient admin = control.admin();
    String id = taken(admin, tag("title-t1")).getString("id");
    awaitCdn(admin, id, "near", "failed");
    assertThat(cdn(admin, id, "near").getString("error")).contains("403", "secret");
    awaitCdn(admin, id, "far", "applied");
    near.setSecret(TestCdn.SECRET);
    JsonArray failed = admin.get("purges?cdns=failed").json().getJsonArray("items");
    assertThat(failed).hasSize(1);
    assertThat(failed.getJsonObject(0).getString("id")).isEqualTo(id);
    ApiClient publisher = control.person(Role.PUBLISHER);
    assertThat(publisher.get("purges?cdns=failed").status()).isEqualTo(403);
    assertThat(publisher.post("purges/" + id + "/retry", new JsonObject()).status()).isIn(403, 404);
    ApiClient.Answer retried = admin.send("POST", "/api/v1/purges/" + id + "/retry", noBody());
    assertThat(retried.status()).as(retried.response().body()).isEqualTo(202);
    awaitCdn(admin, id, "near", "applied");
    await(() -> far.told().size() == 2);
    awaitCdn(admin, id, "far", "applied");
    assertThat(admin.send("POST", "/api/v1/purges/" + id + "/retry", noBody()).status())
        .isEqualTo(409);
    assertThat(audited(control, id))
        .containsExactly(
            "purge.create",
            "purge.cdn-failed",
            "purge.cdn-applied",
            "purge.retry",
            "purge.cdn-applied",
            "purge.cdn-applied");
  }

  private static BodyPublisher noBody() {
    return BodyPublishers.noBody();
  }

  @Test
  void oneThatHangsIsGivenUpInTimeAndKeepsNoOtherWaiting() {
    TestCdn hanging = closing(TestCdn.start());
    TestCdn other = closing(TestCdn.start());
    hanging.fallSilent();
    cdn("hanging", "nginx", 1, hanging, "timeout=300ms");
    cdn("other", "nginx", 1, other);
    ApiClient admin = control().admin();
    String id = taken(admin, tag("title-t1")).getString("id");
    awaitCdn(admin, id, "other", "applied");
    await(() -> cdn(admin, id, "hanging").containsKey("error"));
    assertThat(cdn(admin, id, "hanging").getString("error")).contains("no answer within 300 ms");
    hanging.speak();
    awaitCdn(admin, id, "hanging", "applied");
  }

  /** Neither text nor JSON may have a zero octet in PostgreSQL. */
  @Test
  void whateverOneAnswersIsSaidAndCounts() {
    TestCdn cdn = closing(TestCdn.start());
    String answer = "a\0b\r\n\u001b[31mc\u009f " + TestCdn.SECRET;
    cdn.answer(500, answer.getBytes(StandardCharsets.UTF_8));
    cdn("cdn", "nginx", 1, cdn, "attempts=2");
    TestControlPlane control = control();
    ApiClient admin = control.admin();
    String id = taken(admin, tag("title-t1")).getString("id");
    awaitCdn(admin, id, "cdn", "failed");
    assertThat(cdn(admin, id, "cdn").getString("error"))
        .isEqualTo(cdn.url() + ": status 500: a b [31mc ***");
    assertThat(audited(control, id)).containsExactly("purge.create", "purge.cdn-failed");
  }

  @Test
  void allMachinesOfOneAreToldAlsoWhereOneOfThemIsDown() {
    TestCdn down = TestCdn.start();
    down.close();
    TestCdn up = closing(TestCdn.start());
    cdn("pair", "varnish", 1, down, "urls=" + down.url() + ", " + up.url());
    ApiClient admin = control().admin();
    String id = taken(admin, tag("title-t1")).getString("id");
    await(() -> !up.told().isEmpty());
    assertThat(cdn(admin, id, "pair").getString("state")).isEqualTo("pending");
    TestCdn back = closing(TestCdn.startOn(down.port()));
    awaitCdn(admin, id, "pair", "applied");
    assertThat(back.told()).hasSize(1);
  }

  @Test
  void whatIsBeingToldWhereOneStopsIsForAnyoneToTellAtOnce() {
    TestCdn cdn = closing(TestCdn.start());
    cdn.fallSilent();
    cdn("cdn", "nginx", 1, cdn);
    PostgresAddress database = SharedEngines.freshDatabase();
    TestControlPlane first = TestControlPlane.start(database, settings);
    String id = taken(first.admin(), tag("title-t1")).getString("id");
    await(() -> first.query("select from cdn_purges where lease_until is not null").size() == 1);
    first.close();
    Map<String, String> withCdns = new HashMap<>(settings);
    settings.clear(); // who tells no CDN only looks
    Row left =
        control(database)
            .query("select state, attempt, error, lease_until from cdn_purges")
            .iterator()
            .next();
    assertThat(left.getString("state")).isEqualTo("pending");
    assertThat(left.getInteger("attempt")).as("it was no attempt").isZero();
    assertThat(left.getString("error")).isNull();
    assertThat(left.getValue("lease_until")).isNull();
    cdn.speak();
    settings.putAll(withCdns);
    awaitCdn(control(database).admin(), id, "cdn", "applied");
    assertThat(cdn.told()).containsExactly(new Told("prefix", "/vod/t1/", "hard"));
  }

  @Test
  void anotherControlPlaneGoesOnWhereOneEndsInTheMiddle() throws Exception {
    TestCdn cdn = closing(TestCdn.start());
    cdn.fallSilent();
    cdn("cdn", "nginx", 1, cdn);
    PostgresAddress database = SharedEngines.freshDatabase();
    TestControlPlane first = TestControlPlane.start(database, settings);
    String id = taken(first.admin(), tag("title-t1")).getString("id");
    await(() -> first.query("select from cdn_purges where lease_until is not null").size() == 1);
    first.close();
    cdn.speak();
    TestControlPlane second = control(database);
    second.query("update cdn_purges set lease_until = now()"); // rather than to wait for its end
    awaitCdn(second.admin(), id, "cdn", "applied");
    assertThat(cdn.told()).isNotEmpty();
  }

  @Test
  void aThousandItemsAreAllTold() {
    TestCdn cdn = closing(TestCdn.start());
    cdn("cdn", "nginx", 1, cdn);
    ApiClient admin = control().admin();
    Set<String> paths =
        IntStream.range(0, 1000)
            .mapToObj(n -> "/vod/t1/e1/v/" + n + ".m4s")
            .collect(Collectors.toSet());
    JsonObject purge = new JsonObject().put("paths", new JsonArray(List.copyOf(paths)));
    awaitCdn(admin, taken(admin, purge).getString("id"), "cdn", "applied");
    assertThat(cdn.told()).hasSize(1000).extracting(Told::name).containsAll(paths);
  }

  @Test
  void whatCanNotBeDoneFailsAtOnce() {
    TestCdn cdn = closing(TestCdn.start());
    cdn.answer(400);
    cdn("cdn", "nginx", 1, cdn);
    ApiClient admin = control().admin();
    String id = taken(admin, tag("title-t1")).getString("id");
    awaitCdn(admin, id, "cdn", "failed");
  }

  /** By its paths, too: a policy need not give the tags. */
  @Test
  void aTitleThatIsMadePrivateOrTakenDownLeavesCdns() {
    TestCdn cdn = closing(TestCdn.start());
    cdn("cdn", "varnish", 1, cdn);
    TestControlPlane control = control();
    ApiClient admin = control.admin();
    String title =
        admin
            .post("titles", new JsonObject().put("name", "T").put("visibility", "public"))
            .json()
            .getString("id");
    control.publish(title, "00ff");
    admin.patch("titles/" + title, new JsonObject().put("visibility", "private"));
    Told byTitle = new Told("tag", "title-" + title, "hard");
    Told byPublication = new Told("tag", "pub-" + title + "-00ff", "hard");
    Told byPath = new Told("prefix", "/vod/" + title + "/00ff/", "hard");
    await(() -> cdn.told().size() == 3);
    assertThat(cdn.told()).containsExactlyInAnyOrder(byTitle, byPublication, byPath);
    admin.delete("titles/" + title);
    await(() -> cdn.told().size() == 6);
    assertThat(
            control
                .query("select count(*) from purges where person_id = 'system'")
                .iterator()
                .next()
                .getLong(0))
        .isEqualTo(2);
  }

  @Test
  void aChannelThatIsMadePrivateOrDeletedLeavesCdns() {
    TestCdn cdn = closing(TestCdn.start());
    TestCdn byTags = closing(TestCdn.start());
    cdn("cdn", "nginx", 1, cdn);
    cdn("by-tags", "varnish", 1, byTags);
    ApiClient admin = control().admin();
    String channel =
        admin
            .post("channels", new JsonObject().put("name", "C").put("visibility", "public"))
            .json()
            .getString("id");
    admin.patch("channels/" + channel, new JsonObject().put("name", "D"));
    admin.patch("channels/" + channel, new JsonObject().put("visibility", "private"));
    Told byPrefix = new Told("prefix", "/live/" + channel + "/", "hard");
    await(() -> cdn.told().size() == 1);
    admin.delete("channels/" + channel);
    await(() -> cdn.told().size() == 2);
    assertThat(cdn.told()).containsExactly(byPrefix, byPrefix);
    Told byTag = new Told("tag", "channel-" + channel, "hard");
    await(() -> byTags.told().size() == 4);
    assertThat(byTags.told()).containsExactlyInAnyOrder(byTag, byPrefix, byTag, byPrefix);
  }

  @Test
  void withoutCdnsAPurgeIsForNodesAlone() {
    TestControlPlane control = control();
    ApiClient admin = control.admin();
    String id = taken(admin, tag("title-t1")).getString("id");
    assertThat(admin.get("purges/" + id).json().getJsonArray("cdns")).isEmpty();
    assertThat(control.query("select from purges where body is not null").size()).isZero();
  }
}
