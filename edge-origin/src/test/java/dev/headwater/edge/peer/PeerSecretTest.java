package dev.headwater.edge.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.platform.settings.Secret;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeerSecretTest {
  private static final PeerQuestion QUESTION = new PeerQuestion("10.0.0.1:9", "GET", "/a?b=c");

  private final AtomicLong now = new AtomicLong(1_700_000_000_000L);
  private final PeerSecret asker = new PeerSecret(new Secret("s".repeat(32)), now::get);
  private final PeerSecret holder = new PeerSecret(new Secret("s".repeat(32)), now::get);
  private final PeerSecret stranger = new PeerSecret(new Secret("t".repeat(32)), now::get);

  @Test
  void whoKnowsTheSecretIsBelieved() {
    String proof = asker.ask(QUESTION);
    assertThat(holder.isAsked(proof, QUESTION)).isTrue();
    assertThat(asker.isAnswered(holder.answer(proof, 200, "here", "5"), proof, 200, "here", "5"))
        .isTrue();
  }

  @Test
  void whoDoesNotIsNot() {
    assertThat(holder.isAsked(stranger.ask(QUESTION), QUESTION)).isFalse();
    String proof = asker.ask(QUESTION);
    assertThat(stranger.isAsked(proof, QUESTION)).isFalse();
    assertThat(asker.isAnswered(stranger.answer(proof, 200, "here", "5"), proof, 200, "here", "5"))
        .isFalse();
    assertThat(asker.isAnswered(proof, proof, 200, "here", "5")).isFalse();
    assertThat(asker.isAnswered(null, proof, 200, "here", "5")).isFalse();
  }

  @Test
  void theSecretIsNotSent() {
    String proof = asker.ask(QUESTION);
    assertThat(proof + holder.answer(proof, 200, "here", "5")).doesNotContain("sss");
  }

  @ParameterizedTest
  @CsvSource({"10.0.0.2:9, GET, /a?b=c", "10.0.0.1:9, HEAD, /a?b=c", "10.0.0.1:9, GET, /a"})
  void aProofIsForOneQuestionToOneNode(String address, String method, String target) {
    PeerQuestion other = new PeerQuestion(address, method, target);
    assertThat(holder.isAsked(asker.ask(QUESTION), other)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"404, here, 5", "200, alone, 5", "200, , 5", "200, here, 6", "200, here, "})
  void anAnswersProofIsForThatAnswer(int status, String word, String sequence) {
    String proof = asker.ask(QUESTION);
    assertThat(
            asker.isAnswered(holder.answer(proof, 200, "here", "5"), proof, status, word, sequence))
        .isFalse();
  }

  @Test
  void anAnswerIsToOneQuestionThoughItBeAskedTwice() {
    String first = asker.ask(QUESTION);
    String second = asker.ask(QUESTION);
    assertThat(asker.isAnswered(holder.answer(first, 200, "here", "5"), second, 200, "here", "5"))
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource({"0, true", "300, true", "301, false", "-300, true", "-301, false"})
  void aQuestionGetsOld(int seconds, boolean good) {
    String proof = asker.ask(QUESTION);
    now.addAndGet(Duration.ofSeconds(seconds).toMillis());
    assertThat(holder.isAsked(proof, QUESTION)).isEqualTo(good);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "0", "..", "1.2.3"})
  void whatIsNoProofProvesNothing(String proof) {
    assertThat(holder.isAsked(proof, QUESTION)).isFalse();
  }
}
