package dev.headwater.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.Node.Answer;
import dev.headwater.platform.publication.ContentKey;
import dev.headwater.platform.publication.Publication;
import dev.headwater.platform.publication.Publication.State;
import dev.headwater.platform.publication.Publication.Visibility;
import dev.headwater.platform.sealing.Envelope;
import dev.headwater.platform.sealing.SealingKey;
import dev.headwater.platform.settings.Secret;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An edge that checks viewers itself before an origin that knows it, and content keys on both. */
class HopIT {
  private static final String CURRENT = "the-current-secret-of-this-hop..";
  private static final String PREVIOUS = "the-previous-secret-of-this-hop.";
  private static final String SEGMENT = "/vod/t1/e1/v/0.m4s";
  private static final String OPEN_SEGMENT = "/vod/t2/e1/v/0.m4s";
  private static final byte[] KEY = "0123456789abcdef".getBytes(StandardCharsets.UTF_8);
  private static final SealingKey SEALING = new SealingKey("s1", new Secret("0a".repeat(32)));

  @TempDir Path folder;
  private Node origin;
  private Node edge;

  @BeforeEach
  void start() {
    origin =
        new Node(
            folder,
            Map.of(
                "memory.max-size",
                "16MiB",
                "hop.secrets",
                CURRENT + "," + PREVIOUS,
                "sealing-keys[0].id",
                SEALING.id(),
                "sealing-keys[0].secret",
                SEALING.secret().value()));
    publish("t1", Visibility.PRIVATE);
    publish("t2", Visibility.PUBLIC);
    edge = edge(PREVIOUS);
  }

  private Node edge(String secret) {
    return Node.edge(
        origin.port(), Map.of("memory.max-size", "16MiB", "source.upstream.hop-secret", secret));
  }

  private void publish(String title, Visibility visibility) {
    Publication publication =
        Publication.of(title, "e1", visibility, State.PUBLISHED)
            .with(List.of(ContentKey.of(title, "e1", 1, KEY, new Envelope(List.of(SEALING)))));
    origin.put(
        "vod/" + title + "/e1/" + Publication.FILE, publication.toJson().toBuffer().getBytes());
    origin.put("vod/" + title + "/e1/v/0.m4s", ("of " + title).getBytes(StandardCharsets.UTF_8));
  }

  @AfterEach
  void stop() {
    edge.close();
    origin.close();
  }

  private String token(String prefix) {
    return "/t/" + origin.token(prefix, Duration.ofMinutes(1));
  }

  private static void assertForTheViewerAlone(Answer answer) {
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("CDN-Cache-Control")).isEqualTo("no-store");
    assertThat(answer.header("Cache-Control")).startsWith("private");
    assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(answer.headers().contains("Headwater-Access")).isFalse();
  }

  @Test
  void viewersWithATokenShareWhatTheEdgeKeeps() {
    Answer first = edge.get(token("/vod/t1/e1/") + SEGMENT);
    assertForTheViewerAlone(first);
    assertThat(first.body()).hasToString("of t1");
    Answer second = edge.get(token("/vod/t1/") + SEGMENT);
    assertForTheViewerAlone(second);
    assertThat(second.headers().getAll("Cache-Status")).anyMatch(it -> it.contains(";hit"));
    Answer cookie =
        edge.get(SEGMENT, "Cookie", "headwater_token=" + token("/vod/t1/").substring(3));
    assertForTheViewerAlone(cookie);
  }

  @Test
  void whoHasNoGoodTokenGetsNothingOfWhatTheEdgeKeeps() {
    assertThat(edge.get(SEGMENT).status()).isEqualTo(403);
    assertThat(edge.get(token("/vod/t1/e1/") + SEGMENT).status()).isEqualTo(200);
    assertThat(edge.get(SEGMENT).status()).isEqualTo(403);
    assertThat(edge.get(token("/vod/t2/e1/") + SEGMENT).status()).isEqualTo(403);
    assertThat(edge.get("/t/a.b.c" + SEGMENT).status()).isEqualTo(403);
    assertThat(edge.head(SEGMENT).status()).isEqualTo(403);
    assertThat(edge.get(SEGMENT, "Range", "bytes=0-1").status()).isEqualTo(403);
    assertThat(edge.get(SEGMENT, "Headwater-Hop", CURRENT).status())
        .as("the edge knows no hop")
        .isEqualTo(403);
    assertThat(edge.get(SEGMENT).body().toString()).doesNotContain("of t1");
  }

  @Test
  void whatIsPublicNeedsNoToken() {
    Answer answer = edge.get(OPEN_SEGMENT);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("CDN-Cache-Control")).startsWith("max-age=");
    assertThat(edge.get(OPEN_SEGMENT).headers().getAll("Cache-Status"))
        .anyMatch(it -> it.contains(";hit"));
  }

  @ParameterizedTest
  @ValueSource(strings = {CURRENT, PREVIOUS})
  void aHopMayKeepWhatItGivesToViewersWithAToken(String secret) {
    Answer answer = origin.get(SEGMENT, "Headwater-Hop", secret);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Headwater-Access")).isEqualTo("token");
    assertThat(answer.header("CDN-Cache-Control")).startsWith("max-age=");
    assertThat(answer.header("Cache-Control")).startsWith("private");
    assertForTheViewerAlone(origin.get(token("/vod/t1/e1/") + SEGMENT)); // a hit by now
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "the-secret-of-another-hop.......", "the-current-secret-of-this-hop"})
  void whoDoesNotProveToBeAHopNeedsAToken(String secret) {
    assertThat(origin.get(SEGMENT, "Headwater-Hop", secret).status()).isEqualTo(403);
  }

  @Test
  void anEdgeWhoseSecretIsWrongGetsNothingThatIsPrivate() {
    try (Node other = edge("the-secret-of-another-hop.......")) {
      assertThat(other.get(token("/vod/t1/e1/") + SEGMENT).status()).isEqualTo(403);
      assertThat(other.get(OPEN_SEGMENT).status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"shipped", "honour-upstream"})
  void neitherATokenNorAClientsHopGoesUpstream(String policy) {
    try (Upstream upstream =
            new Upstream(
                Upstream.says(
                    "bytes",
                    "Headwater-Access",
                    "token",
                    "Cache-Control",
                    "private",
                    "CDN-Cache-Control",
                    "max-age=60"));
        Node node = Node.edge(upstream.port(), Map.of("source.upstream.hop-secret", CURRENT))) {
      String token = token("/vod/t1/");
      Answer answer =
          node.get(
              token + SEGMENT,
              "Cookie",
              "a=b; headwater_token=" + token.substring(3) + "; c=d",
              "Headwater-Hop",
              "what the client says");
      assertThat(answer.status()).isEqualTo(200);
      assertThat(upstream.requests.getLast().uri()).isEqualTo(SEGMENT);
      assertThat(upstream.asked("Headwater-Hop")).isEqualTo(CURRENT);
      assertThat(upstream.requests.getLast().headers().toString())
          .doesNotContain(token.substring(3));
      assertThat(node.get(token("/vod/t1/e1/") + SEGMENT).headers().getAll("Cache-Status"))
          .anyMatch(it -> it.contains(";hit"));
    }
  }

  @Test
  void aClientsHopGoesToNoUpstreamEither() {
    try (Upstream upstream = new Upstream(Upstream.says("bytes"));
        Node node = Node.edge(upstream.port(), Map.of("policy", "honour-upstream"))) {
      node.get("/x", "Headwater-Hop", CURRENT);
      assertThat(upstream.asked("Headwater-Hop")).isEmpty();
    }
  }

  @Test
  void aContentKeyIsForViewersWithATokenAndKeptByNobody() {
    String path = "/keys/t1-e1-1";
    for (Node node : List.of(origin, edge)) {
      Answer answer = node.get(token("/vod/t1/e1/") + path);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body().getBytes()).isEqualTo(KEY);
      assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
      assertThat(answer.header("CDN-Cache-Control")).isEqualTo("no-store");
      assertThat(answer.headers().contains("Headwater-Access")).isFalse();
      assertThat(node.get(token("/vod/t1/e1/") + path).headers().getAll("Cache-Status"))
          .noneMatch(it -> it.contains(";hit"));
      assertThat(node.get(path).status()).isEqualTo(403);
      assertThat(node.get(token("/vod/t2/e1/") + path).status()).isEqualTo(403);
      assertThat(node.get(token("/vod/t1/e2/") + path).status()).isEqualTo(403);
      assertThat(node.get(token("/keys/") + path).status()).isEqualTo(403);
      assertThat(node.get("/keys/t2-e1-1").status()).as("of a public title").isEqualTo(403);
      assertThat(node.get(token("/vod/t1/e1/") + "/keys/t1-e1-2").status()).isEqualTo(404);
      assertThat(node.head(token("/vod/t1/e1/") + path).body().length()).isZero();
    }
  }

  @Test
  void aKeyThatIsSealedForOthersIsNotGivenOut() {
    Envelope other = new Envelope(List.of(new SealingKey("s2", new Secret("0b".repeat(32)))));
    Publication publication =
        Publication.of("t3", "e1", Visibility.PRIVATE, State.PUBLISHED)
            .with(List.of(ContentKey.of("t3", "e1", 1, KEY, other)));
    origin.put("vod/t3/e1/" + Publication.FILE, publication.toJson().toBuffer().getBytes());
    assertThat(origin.get(token("/vod/t3/e1/") + "/keys/t3-e1-1").status()).isEqualTo(404);
  }
}
