package dev.headwater.control.playback.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.control.playback.key.KeyTurns.Turn;
import dev.headwater.control.playback.key.KeyTurns.Turn.Become;
import dev.headwater.control.playback.key.KeyTurns.Turn.Make;
import dev.headwater.control.playback.key.KeyTurns.Turn.Seal;
import dev.headwater.platform.feed.TokenKeyChange.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeyTurnsTest {
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final KeyTurns TURNS =
      new KeyTurns("root", "seal", Duration.ofDays(30), Duration.ofHours(30), true);
  private static final PlaybackKey CURRENT = key(1, State.CURRENT);
  private static final PlaybackKey NEXT = key(2, State.NEXT);

  private static PlaybackKey key(int generation, State state) {
    return key(generation, state, "root", "seal", false);
  }

  private static PlaybackKey key(
      int generation, State state, String root, String seal, boolean wanted) {
    return new PlaybackKey(
        "headwater",
        generation,
        root,
        state,
        seal,
        generation,
        false,
        wanted,
        START,
        state == State.NEXT ? Optional.empty() : Optional.of(START),
        state == State.PREVIOUS ? Optional.of(START) : Optional.empty());
  }

  private static List<Turn> decide(Instant now, boolean everywhere, PlaybackKey... keys) {
    return TURNS.decide(List.of(keys), 7, _ -> everywhere, now);
  }

  @Test
  void aConsumerBeginsWithAKeyThatSignsAndOneThatWill() {
    assertThat(TURNS.decide(List.of(), 0, _ -> true, START))
        .containsExactly(new Make(1, State.CURRENT), new Make(2, State.NEXT));
  }

  @Test
  void mostOftenThereIsNothingToDo() {
    assertThat(decide(START.plus(Duration.ofDays(29)), true, CURRENT, NEXT)).isEmpty();
  }

  @Test
  void afterItsTimeAKeyGivesWayToOneThatIsEverywhere() {
    Instant over = START.plus(Duration.ofDays(30));
    assertThat(decide(over, false, CURRENT, NEXT)).isEmpty();
    assertThat(decide(over, true, CURRENT, NEXT))
        .containsExactly(new Become(CURRENT, State.PREVIOUS), new Become(NEXT, State.CURRENT));
  }

  @Test
  void onRequestItDoesBeforeItsTime() {
    PlaybackKey wanted = key(2, State.NEXT, "root", "seal", true);
    assertThat(decide(START, false, CURRENT, wanted)).isEmpty();
    assertThat(decide(START, true, CURRENT, wanted))
        .containsExactly(new Become(CURRENT, State.PREVIOUS), new Become(wanted, State.CURRENT));
  }

  @Test
  void thereIsAlwaysANextOneMade() {
    assertThat(decide(START, true, CURRENT)).containsExactly(new Make(8, State.NEXT));
  }

  @Test
  void aPreviousKeyIsRetiredOnceAllThatItSignedHasEnded() {
    PlaybackKey previous = key(1, State.PREVIOUS);
    PlaybackKey current = key(2, State.CURRENT);
    PlaybackKey next = key(3, State.NEXT);
    Instant end = START.plus(Duration.ofHours(30));
    assertThat(decide(end.minusMillis(1), true, previous, current, next)).isEmpty();
    assertThat(decide(end, true, previous, current, next))
        .containsExactly(new Become(previous, State.RETIRED));
  }

  @Test
  void anotherRootMakesNewKeysAtOnceAndLeavesTheOldOneToWhatItSigned() {
    PlaybackKey current = key(1, State.CURRENT, "old", "seal", false);
    PlaybackKey next = key(2, State.NEXT, "old", "seal", false);
    assertThat(decide(START, false, current, next))
        .containsExactly(
            new Become(current, State.PREVIOUS),
            new Become(next, State.RETIRED),
            new Make(8, State.CURRENT),
            new Make(9, State.NEXT));
  }

  @Test
  void anotherSealingKeySealsAnewWhatCanBeDerived() {
    PlaybackKey previous = key(1, State.PREVIOUS, "old", "other", false);
    PlaybackKey current = key(2, State.CURRENT, "root", "other", false);
    assertThat(decide(START, true, previous, current, key(3, State.NEXT)))
        .containsExactly(new Seal(current));
  }

  @Test
  void twoOfDifferentSettingsDoNotReplaceEachOthersKeysForEver() {
    KeyTurns later = new KeyTurns("root", "seal", Duration.ofDays(30), Duration.ofHours(30), false);
    PlaybackKey theirs = key(1, State.CURRENT, "old", "seal", false);
    PlaybackKey sealed = key(1, State.CURRENT, "root", "other", false);
    Instant over = START.plus(Duration.ofDays(40));
    assertThat(later.decide(List.of(theirs, NEXT), 2, _ -> true, over)).isEmpty();
    assertThat(later.decide(List.of(sealed, NEXT), 2, _ -> true, START)).isEmpty();
  }
}
