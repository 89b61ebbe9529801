package dev.headwater.endurance.load;

import dev.headwater.endurance.content.Resource;
import dev.headwater.endurance.content.Terms;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which copies a node holds, by what it has answered: right as long as it evicts nothing.
 * Thread-safe.
 */
public final class Copies {
  /** The last byte may reach a client a moment before the copy is in its place. */
  private static final long SETTLING_MILLIS = 250;

  /** What a node counts as fresh when a request is sent may be stale when it is read. */
  private static final long MARGIN_MILLIS = 1_000;

  private final Map<Resource, Copy> copies = new ConcurrentHashMap<>();

  private final boolean remembers;

  private Copies(boolean remembers) {
    this.remembers = remembers;
  }

  /** Of a node that has room for everything it is asked for. */
  public static Copies ofNodeWithRoom() {
    return new Copies(true);
  }

  /** Of a node that evicts, of which nobody knows what it holds. */
  public static Copies ofNodeThatEvicts() {
    return new Copies(false);
  }

  private record Copy(long heldFromMillis, long freshUntilMillis) {}

  /** What a node owes a client. */
  public enum Duty {
    /** Nothing that it doesn't get itself. */
    NONE,
    /** An answer, a stale one where the source has none. */
    ANSWER,
    /** An answer without a look at the source. */
    HIT
  }

  public Duty duty(Resource resource, long nowMillis) {
    Copy copy = copies.get(resource);
    if (copy == null || nowMillis < copy.heldFromMillis) {
      return Duty.NONE;
    }
    if (nowMillis < copy.freshUntilMillis) {
      return Duty.HIT;
    }
    return resource.terms().staleIfError() ? Duty.ANSWER : Duty.NONE;
  }

  /** An answer to a request for all of a resource came. */
  public void answered(Resource resource, Answer answer, long nowMillis) {
    if (!remembers || resource.terms() == Terms.PASSING || !answer.isWhole()) {
      return;
    }
    long freshUntil = nowMillis + 1000 * answer.note().ttlSeconds().orElse(0) - MARGIN_MILLIS;
    copies.merge(
        resource,
        new Copy(nowMillis + SETTLING_MILLIS, freshUntil),
        (@Nullable Copy old, Copy copy) ->
            old == null ? copy : new Copy(old.heldFromMillis, copy.freshUntilMillis));
  }

  public int count() {
    return copies.size();
  }
}
