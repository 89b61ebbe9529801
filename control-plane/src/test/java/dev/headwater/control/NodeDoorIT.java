package dev.headwater.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.engines.testing.SharedEngines;
import dev.headwater.platform.feed.NodeReport.State;
import dev.headwater.platform.identity.NodeRole;
import dev.headwater.platform.problem.Problem;
import dev.headwater.platform.settings.Secret;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in at the internal port, how far, and that nothing comes of what is refused. */
class NodeDoorIT {
  private static final Secret ROOT = TestControlPlane.NODE_ROOT;
  private static final Secret NEW_ROOT = new Secret("fedcba9876543210".repeat(4));

  private final TestControlPlane control = TestControlPlane.shared();
  private final TestNode one = TestNode.of(control, "one");

  @BeforeEach
  @AfterEach
  void noNodes() {
    control.query("delete from nodes");
  }

  private static void assertRefused(HttpResponse<String> answer, int status, String detail) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("content-type")).contains(Problem.MEDIA_TYPE);
    JsonObject problem = new JsonObject(answer.body());
    assertThat(problem.getInteger("status")).isEqualTo(status);
    assertThat(problem.getString("type")).startsWith("https://headwater.dev/problems/");
    assertThat(problem.getString("detail")).contains(detail);
    assertThat(answer.headers().firstValue("www-authenticate").isPresent())
        .isEqualTo(status == 401);
  }

  /** Neither reads nor reports, and no node is registered. */
  private static void assertNothingIsGranted(
      TestControlPlane control, TestNode node, int status, String detail) {
    assertRefused(node.get("/internal/feed?after=0"), status, detail);
    String report = node.report("", State.SERVING, 1).encode();
    assertRefused(node.post("/internal/report", report), status, detail);
    assertThat(names(control)).isEmpty();
  }

  private static List<String> names(TestControlPlane control) {
    return control.query("select name from nodes").stream().map(row -> row.getString(0)).toList();
  }

  @Test
  void aNodeReadsTheFeedAndReports() {
    assertThat(one.feed("", 0, 0).history()).isNotEmpty();
    assertThat(one.report(State.SERVING)).isEqualTo(204);
    assertThat(names(control)).containsExactly("one");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer a-guess", "Basic b25lOm9uZQ==", "Bearer hw1.edge.one.AAAA"})
  void aGuessIsRefused(String authorization) {
    TestNode stranger = TestNode.of(control, "one", authorization);
    assertNothingIsGranted(control, stranger, 401, "node token");
    assertRefused(stranger.get("/internal/other"), 401, "node token");
  }

  @Test
  void whoShowsNothingIsRefused() {
    assertNothingIsGranted(
        control, one.without(), 401, "neither a client certificate nor a node token");
  }

  @Test
  void aTokenOfAnotherRootIsRefused() {
    String token = TestNode.token(NEW_ROOT, NodeRole.EDGE, "one");
    assertNothingIsGranted(
        control, TestNode.of(control, "one", "Bearer " + token), 401, "root secret");
  }

  @Test
  void aWorkerMayNeitherReadTheFeedNorSpeakForANode() {
    String token = TestNode.token(ROOT, NodeRole.WORKER, "one");
    assertNothingIsGranted(
        control, TestNode.of(control, "one", "Bearer " + token), 403, "worker:one may not do this");
  }

  @Test
  void aNodeReportsForItselfAlone() {
    one.report(State.SERVING, 1);
    TestNode two = TestNode.of(control, "two");
    String history = one.feed("", 0, 0).history();
    for (State state : State.values()) {
      String report = one.report(history, state, 1_000_007).encode();
      assertRefused(
          two.post("/internal/report", report), 403, "edge:two may report for itself alone");
    }
    assertThat(
            control.query("select name, sequence from nodes").stream()
                .map(row -> row.getString(0) + " at " + row.getLong(1)))
        .containsExactly("one at 1");
    assertThat(control.query("select from node_progress where node = 'one' and sequence = 1000007"))
        .isEmpty();
  }

  @Test
  void oneThatIsRevokedIsRefusedAndOthersAreNot() {
    try (TestControlPlane strict =
        TestControlPlane.start(
            SharedEngines.freshDatabase(), Map.of("internal.identity.revoked", "one, three"))) {
      assertNothingIsGranted(
          strict, TestNode.of(strict, "one"), 401, "the node edge:one is revoked");
      assertThat(TestNode.of(strict, "two").report(State.SERVING)).isEqualTo(204);
    }
  }

  @Test
  void tokensOfTheRootBeforeAreGoodWhileItIsNamed() {
    Map<String, String> rotated =
        Map.of(
            "internal.identity.root", NEW_ROOT.value(),
            "internal.identity.previous-root", ROOT.value());
    try (TestControlPlane rotating =
        TestControlPlane.start(SharedEngines.freshDatabase(), rotated)) {
      assertThat(TestNode.of(rotating, "one").report(State.SERVING)).isEqualTo(204);
      String newer = TestNode.token(NEW_ROOT, NodeRole.EDGE, "two");
      assertThat(TestNode.of(rotating, "two", "Bearer " + newer).report(State.SERVING))
          .isEqualTo(204);
    }
    try (TestControlPlane done =
        TestControlPlane.start(
            SharedEngines.freshDatabase(), Map.of("internal.identity.root", NEW_ROOT.value()))) {
      assertNothingIsGranted(done, TestNode.of(done, "one"), 401, "root secret");
    }
  }

  @Test
  void whatIsNoCallOrTooLongIsAProblemToo() {
    assertRefused(one.get("/internal/other"), 404, "no such call");
    assertRefused(one.post("/internal/report", "x".repeat(300_000)), 413, "262144 bytes");
    assertRefused(one.post("/internal/report", "no"), 400, "");
  }
}
