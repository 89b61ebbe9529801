package dev.headwater.edge.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Redis cluster specification, "MOVED Redirection" and "ASK Redirection". */
class RedirectionTest {
  private static final URI ASKED = URI.create("redis://u:p@10.0.0.1:7000");

  @ParameterizedTest
  @CsvSource({
    "MOVED 3999 10.0.0.2:7001, false, 3999, redis://u:p@10.0.0.2:7001",
    "ASK 0 10.0.0.2:7001, true, 0, redis://u:p@10.0.0.2:7001",
    "MOVED 1 :7001, false, 1, redis://u:p@10.0.0.1:7001",
    "MOVED 1 node-2.example:7001, false, 1, redis://u:p@node-2.example:7001",
    "MOVED 1 2001:db8::1:7001, false, 1, redis://u:p@[2001:db8::1]:7001",
  })
  void theOtherServerIsReachedAsTheFirst(String word, boolean asking, int slot, URI server) {
    assertThat(Redirection.of(new RuntimeException(word), ASKED))
        .contains(new Redirection(asking, slot, server));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ERR MOVED 1 a:1",
        "MOVED",
        "MOVED 1",
        "MOVED -1 a:1",
        "MOVED 16384 a:1",
        "MOVED 99999 a:1",
        "MOVED 1 a",
        "MOVED 1 a:123456",
        "MOVED 1 a b:1",
        "MOVED 1 a%zz:1\n"
      })
  void anythingElseIsAFailure(String word) {
    assertThat(Redirection.of(new RuntimeException(word), ASKED)).isEmpty();
  }

  @Test
  void aFailureThatSaysNothingIsNone() {
    assertThat(Redirection.of(new RuntimeException((String) null), ASKED)).isEmpty();
  }
}
