package dev.headwater.edge.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.peer.Owner;
import dev.headwater.edge.peer.Tenure;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TenuresTest {
  private final List<String> lost = new ArrayList<>();
  private final List<Runnable> told = new ArrayList<>();
  private final List<Promise<Owner>> answers = new ArrayList<>();
  private final Tenures tenures = new Tenures(lost::add);

  TenuresTest() {
    tenures.join((_, whenLost) -> {
      told.add(whenLost);
      answers.add(Promise.promise());
      return answers.getLast().future();
    });
  }

  private ScriptedTenure claim() {
    tenures.claim("c");
    ScriptedTenure held = new ScriptedTenure();
    answers.getLast().complete(new Owner.Here(held));
    return held;
  }

  @Test
  void whatAnotherNodeHasIsLost() {
    Tenure held = claim();
    assertThat(tenures.holds("c", held)).isTrue();
    told.getFirst().run();
    assertThat(tenures.holds("c", held)).isFalse();
    assertThat(lost).containsExactly("c");
  }

  @Test
  void whatIsLostBeforeTheAnswerComesIsNeverHeld() {
    tenures.claim("c");
    told.getFirst().run();
    ScriptedTenure held = new ScriptedTenure();
    answers.getFirst().complete(new Owner.Here(held));
    assertThat(tenures.holds("c", held)).isFalse();
  }

  @Test
  void whatWasGivenUpIsLostToNobody() {
    claim();
    tenures.giveUp("c");
    ScriptedTenure next = claim();
    told.getFirst().run();
    assertThat(tenures.holds("c", next)).isTrue();
    assertThat(lost).isEmpty();
  }

  @Test
  void aNodeThatStandsAloneOwnsNothingAndLosesNothing() {
    Tenures alone = new Tenures(lost::add);
    assertThat(alone.claim("c").result()).isEqualTo(new Owner.None());
    assertThat(alone.holds("c", Tenure.ALONE)).isTrue();
    assertThat(alone.channels()).isEmpty();
  }
}
