package dev.headwater.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.Node.Answer;
import dev.headwater.platform.publication.Publication.Visibility;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How often one client may ask. */
class LimitsIT {
  private static final int LIMIT = 5;
  private static final String PUBLIC = "/vod/t1/e1/v/0.m4s";
  private static final String PRIVATE = "/vod/t2/e1/v/0.m4s";

  @TempDir Path folder;
  private Node node;

  @BeforeEach
  void start() {
    byte[] segment = "a segment".getBytes(StandardCharsets.UTF_8);
    node =
        new Node(
                folder,
                Map.of(
                    "limits.requests-per-second",
                    Integer.toString(LIMIT),
                    "limits.trusted-proxies",
                    "127.0.0.0/8"))
            .publish("t1", "e1", Visibility.PUBLIC)
            .put("vod/t1/e1/v/0.m4s", segment)
            .publish("t2", "e1", Visibility.PRIVATE)
            .put("vod/t2/e1/v/0.m4s", segment);
  }

  @AfterEach
  void stop() {
    node.close();
  }

  /** Asks in a burst, until it is refused, for a few times the limit. */
  private Answer refused(String target, String... fields) {
    for (int i = 0; i < 20 * LIMIT; i++) {
      Answer answer = node.get(target, fields);
      if (answer.status() != 200) {
        return answer;
      }
    }
    throw new AssertionError("never refused");
  }

  @Test
  void whoAsksTooOftenIsToldWhenToAskAgain() {
    Answer refused = refused(PUBLIC, "X-Forwarded-For", "192.0.2.1");
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.header("Retry-After")).isEqualTo("1");
    assertThat(refused.header("Cache-Control")).isEqualTo("no-store");
    assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(node.get(PUBLIC, "X-Forwarded-For", "192.0.2.2").status()).isEqualTo(200);
  }

  @Test
  void sessionsBehindOneAddressDoNotShareALimit() {
    String own = "/t/" + node.token("/vod/t2/e1/", Duration.ofHours(1)) + PRIVATE;
    assertThat(refused(PUBLIC, "X-Forwarded-For", "192.0.2.3").status()).isEqualTo(429);
    assertThat(node.get(own, "X-Forwarded-For", "192.0.2.3").status()).isEqualTo(200);
    assertThat(refused(own, "X-Forwarded-For", "192.0.2.4").status()).isEqualTo(429);
  }
}
