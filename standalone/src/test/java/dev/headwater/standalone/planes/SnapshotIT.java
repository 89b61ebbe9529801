package dev.headwater.standalone.planes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.engines.PostgresEngine;
import dev.headwater.platform.feed.FeedPage;
import dev.headwater.platform.settings.Secret;
import dev.headwater.platform.snapshot.Opening.Opened;
import dev.headwater.platform.snapshot.PackedPages;
import dev.headwater.platform.snapshot.SnapshotFile;
import dev.headwater.platform.snapshot.SnapshotOpener;
import dev.headwater.platform.snapshot.SnapshotSeal;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A node that is new while control planes and PostgreSQL are down, beside one that was there
 * before: both have the same objects and the same Redis.
 */
class SnapshotIT {
  private static final KeyPair KEYS = keys();
  private static final Secret SECRET = new Secret("0123456789abcdef".repeat(2));

  private final String title = "t" + Long.toString(System.nanoTime(), 36);
  private final String purged = Planes.path(title, 0);
  private final String onlyInRedis = Planes.path(title, 1);
  private final Path folder;
  private PostgresEngine postgres;
  private final Planes planes;
  private String secretTitle = "";
  private String token = "";
  private String revokedToken = "";
  private long told; // all of what a node has to know

  SnapshotIT(@TempDir Path folder) throws IOException {
    this.folder = folder;
    postgres = PostgresEngine.start(folder.resolve("postgres"));
    Map<String, String> control =
        Map.of(
            "feed.snapshot.signing-key", base64(KEYS.getPrivate().getEncoded()),
            "feed.snapshot.secret", SECRET.value(),
            "feed.snapshot.interval", "100ms");
    Map<String, String> node =
        Map.of(
            "feed.snapshot.public-keys", base64(KEYS.getPublic().getEncoded()),
            "feed.snapshot.secret", SECRET.value());
    planes = new Planes(folder, () -> postgres.address(), 2, 1, new Planes.Extra(control, node));
    publishAndPurge();
  }

  @AfterEach
  void close() {
    planes.close();
    postgres.close();
  }

  private static KeyPair keys() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** In Redis there are then: old bytes that were purged, and some that the store no longer has. */
  private void publishAndPurge() throws IOException {
    secretTitle = planes.privateTitle();
    planes.put(Planes.path(secretTitle, 0), "private");
    token = planes.playbackToken(secretTitle);
    revokedToken = planes.playbackToken(secretTitle);
    planes.publish(title);
    planes.put(purged, "old");
    planes.put(onlyInRedis, "kept");
    assertThat(planes.body(0, purged)).isEqualTo("old");
    assertThat(planes.body(0, onlyInRedis)).isEqualTo("kept");
    planes.put(purged, "newer");
    JsonObject purge = planes.purge("paths", purged);
    planes.awaitState(purge.getString("id"), "applied");
    JsonObject revocation = planes.post("revocations", new JsonObject().put("token", revokedToken));
    told = Math.max(purge.getLong("sequence"), revocation.getLong("sequence"));
    Planes.until("all is in the snapshot", () -> snapshotEnd() >= told);
    Files.delete(planes.store().resolve(onlyInRedis.substring(1)));
  }

  private void sql(String statement) {
    Planes.await(planes.controls.getFirst().pool().query(statement).execute());
  }

  private Path file() {
    return planes.store().resolve(SnapshotFile.KEY);
  }

  private Opened snapshot() throws IOException {
    return (Opened)
        new SnapshotOpener(List.of(base64(KEYS.getPublic().getEncoded())), List.of(SECRET))
            .open(Files.readAllBytes(file()));
  }

  private long snapshotEnd() {
    try {
      return Files.exists(file()) ? snapshot().pages().getLast().last() : -1;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void everythingGoesDown() {
    planes.stopControl();
    postgres.close();
  }

  private void everythingIsBack() {
    postgres = PostgresEngine.start(folder.resolve("postgres"));
    planes.startControl();
  }

  private int status(int node, String path) throws IOException {
    return planes.get(node, path).statusCode();
  }

  private long count(int node, String metric) throws IOException {
    return planes.metric(node, metric);
  }

  private void assertItServesWhatWasPublishedAndPurgedBefore(int node) throws IOException {
    assertThat(planes.applied(node)).isGreaterThanOrEqualTo(told);
    assertThat(planes.body(node, purged)).isEqualTo("newer");
    assertThat(planes.body(node, onlyInRedis)).isEqualTo("kept");
    String secret = Planes.path(secretTitle, 0);
    assertThat(status(node, secret)).isEqualTo(403);
    assertThat(planes.body(node, "/t/" + token + secret)).isEqualTo("private");
    assertThat(status(node, "/t/" + revokedToken + secret)).isEqualTo(403);
  }

  /** It does what has to be done with Redis, in which there may be what was purged. */
  private void assertItTakesNothingFromRedis(int node) throws IOException {
    assertThat(planes.body(node, purged)).isEqualTo("newer");
    assertThat(status(node, onlyInRedis)).isEqualTo(404);
  }

  private void assertApplied(int node) {
    Planes.until(
        "the node is registered",
        () -> names(planes.call("nodes").getJsonArray("items")).contains("node-" + node));
    JsonObject taken = planes.purge("paths", purged);
    JsonObject applied = planes.awaitState(taken.getString("id"), "applied");
    assertThat(names(applied.getJsonArray("nodes"))).contains("node-" + node);
  }

  private static List<String> names(JsonArray nodes) {
    return nodes.stream().map(one -> ((JsonObject) one).getString("node")).toList();
  }

  @Test
  void aNewNodeServesWhatWasPublishedAndFollowsOnOnceAControlPlaneIsBack() throws IOException {
    everythingGoesDown();
    int node = planes.addNode();
    assertThat(count(node, "headwater_feed_snapshots_total{outcome=\"opened\"")).isEqualTo(1);
    assertItServesWhatWasPublishedAndPurgedBefore(node);
    everythingIsBack();
    assertApplied(node);
    assertThat(count(node, "headwater_feed_restarts_total{")).isZero();
    planes.stopControl();
    Files.delete(file());
    planes.restart(node); // from its own disk, which has what the snapshot had
    assertItServesWhatWasPublishedAndPurgedBefore(node);
  }

  @Test
  void aNodeBeginsAnewWhereTheControlPlaneThatIsBackHasAnotherLog() throws IOException {
    everythingGoesDown();
    int node = planes.addNode();
    planes.wires.get(node).cut();
    everythingIsBack();
    sql("update feed_head set history = gen_random_uuid()");
    planes.wires.get(node).mend();
    assertApplied(node);
    assertThat(count(node, "headwater_feed_restarts_total{")).isEqualTo(1);
  }

  @Test
  void aCopyThatIsBehindTheSnapshotGivesWayToIt() throws IOException {
    int node = planes.addNode();
    assertApplied(node); // so it has a copy
    planes.wires.get(node).cut();
    JsonObject taken = planes.purge("tags", "title-" + secretTitle);
    long later = taken.getLong("sequence");
    Planes.until("the later purge is in the snapshot", () -> snapshotEnd() >= later);
    everythingGoesDown();
    planes.restart(node);
    assertThat(planes.applied(node)).isGreaterThanOrEqualTo(later);
    assertItServesWhatWasPublishedAndPurgedBefore(node);
  }

  @Test
  void anOldSnapshotTellsWhatWasPurgedButNotWhatRedisMayHaveSince() throws IOException {
    everythingGoesDown();
    List<FeedPage> pages = snapshot().pages();
    lay(sealed(KEYS, SECRET, Instant.now().minus(Duration.ofMinutes(11)), pages));
    int node = planes.addNode();
    assertThat(planes.applied(node)).isGreaterThanOrEqualTo(told);
    assertItTakesNothingFromRedis(node);
  }

  @Test
  void whatIsNoControlPlanesSnapshotIsRefusedAndTheNodeGoesOnWithout() throws IOException {
    everythingGoesDown();
    byte[] good = Files.readAllBytes(file());
    List<FeedPage> pages = snapshot().pages();
    Secret other = new Secret("fedcba9876543210".repeat(2));
    byte[] damaged = good.clone();
    damaged[damaged.length / 2] ^= 1;
    byte[] ofTomorrow = good.clone();
    ofTomorrow[4] = 2;
    Map<byte[], String> refused =
        Map.of(
            sealed(keys(), SECRET, Instant.now(), pages),
            "not-signed",
            sealed(KEYS, other, Instant.now(), pages),
            "other-secret",
            damaged,
            "not-signed",
            Arrays.copyOf(good, good.length / 2),
            "not-signed",
            new byte[0],
            "no-snapshot",
            ofTomorrow,
            "unknown-version");
    for (Map.Entry<byte[], String> one : refused.entrySet()) {
      lay(one.getKey());
      int node = planes.addNode();
      String outcome = "headwater_feed_snapshots_total{outcome=\"" + one.getValue() + "\"";
      assertThat(count(node, outcome)).as(outcome).isEqualTo(1);
      assertThat(planes.applied(node)).isZero();
      assertItTakesNothingFromRedis(node);
    }
  }

  private static byte[] sealed(
      KeyPair signing, Secret secret, Instant writtenAt, List<FeedPage> pages) {
    return new SnapshotSeal(new Secret(base64(signing.getPrivate().getEncoded())), secret)
        .seal(writtenAt, pages.stream().map(PackedPages::pack).toList());
  }

  private void lay(byte[] content) throws IOException {
    Path next = Files.write(folder.resolve("next"), content);
    Files.move(next, file(), StandardCopyOption.ATOMIC_MOVE);
  }
}
