package dev.headwater.control.playback.key;

import dev.headwater.platform.feed.TokenKeyChange.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What is to happen to the keys of one consumer: a pure decision. A key is next (everywhere, but
 * nothing is signed with it), then current, then previous (nothing new is signed with it), then
 * retired, so that no token meets a node that doesn't have its key.
 *
 * @param root the fingerprint that keys are derived from now
 * @param sealing the id that keys are sealed with now
 * @param life how long a key is current
 * @param kept how long what it signed may be shown after that
 * @param starting whether this control plane has just started: only then does it put keys of its
 *     own root, and its own seal, in place of others, or two of different settings would do so in
 *     turn for ever
 */
record KeyTurns(String root, String sealing, Duration life, Duration kept, boolean starting) {

  /** What is to happen to a key. */
  sealed interface Turn {
    /** There is to be one more. */
    record Make(int generation, State state) implements Turn {}

    /** It gets another state. */
    record Become(PlaybackKey key, State state) implements Turn {}

    /** It is told of anew, as it is. */
    record Seal(PlaybackKey key) implements Turn {}
  }

  /**
   * Decides.
   *
   * @param keys all of one consumer that are not retired, in order
   * @param lastGeneration of all that there ever were; 0: none
   * @param everywhere whether the consumer has a key
   */
  List<Turn> decide(
      List<PlaybackKey> keys, int lastGeneration, Predicate<PlaybackKey> everywhere, Instant now) {
    List<Turn> turns = new ArrayList<>();
    Optional<PlaybackKey> current = one(keys, State.CURRENT);
    Optional<PlaybackKey> next = one(keys, State.NEXT).filter(this::isOurs);
    if (!starting && isOfOthers(keys)) {
      return turns;
    }
    if (current.filter(this::isOurs).isEmpty()) {
      current.ifPresent(key -> turns.add(new Turn.Become(key, State.PREVIOUS)));
      one(keys, State.NEXT).ifPresent(key -> turns.add(new Turn.Become(key, State.RETIRED)));
      turns.add(new Turn.Make(lastGeneration + 1, State.CURRENT));
      turns.add(new Turn.Make(lastGeneration + 2, State.NEXT));
    } else if (next.isEmpty()) {
      turns.add(new Turn.Make(lastGeneration + 1, State.NEXT));
    } else if (everywhere.test(next.get()) && isTime(current.get(), next.get(), now)) {
      turns.add(new Turn.Become(current.get(), State.PREVIOUS));
      turns.add(new Turn.Become(next.get(), State.CURRENT));
    } else {
      keys.stream().filter(this::isSealedAnew).map(Turn.Seal::new).forEach(turns::add);
    }
    keys.stream()
        .filter(key -> isOver(key, now))
        .map(key -> new Turn.Become(key, State.RETIRED))
        .forEach(turns::add);
    return turns;
  }

  /** Whether the current key is of another root. */
  boolean isOfOthers(List<PlaybackKey> keys) {
    return one(keys, State.CURRENT).filter(key -> !isOurs(key)).isPresent();
  }

  private static Optional<PlaybackKey> one(List<PlaybackKey> keys, State state) {
    return keys.stream().filter(key -> key.state() == state).findFirst();
  }

  private boolean isOurs(PlaybackKey key) {
    return key.root().equals(root);
  }

  private boolean isTime(PlaybackKey current, PlaybackKey next, Instant now) {
    Instant since = current.promotedAt().orElse(current.createdAt());
    return next.wanted() || !now.isBefore(since.plus(life));
  }

  private boolean isSealedAnew(PlaybackKey key) {
    return starting && key.isTold() && isOurs(key) && !key.sealedWith().equals(sealing);
  }

  private boolean isOver(PlaybackKey key, Instant now) {
    return key.state() == State.PREVIOUS
        && key.replacedAt().filter(at -> !now.isBefore(at.plus(kept))).isPresent();
  }
}
