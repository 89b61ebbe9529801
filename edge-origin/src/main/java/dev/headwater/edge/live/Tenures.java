package dev.headwater.edge.live;

import dev.headwater.edge.peer.Owner;
import dev.headwater.edge.peer.Tenure;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The channels that this node owns, where nodes share them out; where it stands alone, nobody owns
 * any. Thread-safe.
 */
final class Tenures {
  private final Consumer<String> lost;
  private final Map<String, Tenure> held = new ConcurrentHashMap<>();
  private final Set<String> claiming = ConcurrentHashMap.newKeySet();
  private volatile Optional<Claims> owners = Optional.empty();

  /** Gives each channel to one node. */
  @FunctionalInterface
  interface Claims {
    /**
     * Takes a channel for this node, unless another one has it. Never fails.
     *
     * @param lost told when another node has it all the same
     */
    Future<Owner> claim(String channel, Runnable lost);
  }

  /**
   * @param lost told of a channel that another node owns now
   */
  Tenures(Consumer<String> lost) {
    this.lost = lost;
  }

  /** There are other nodes, which channels are shared out among. */
  void join(Claims others) {
    owners = Optional.of(others);
  }

  /** Who owns a channel: this node, unless another one does. Never fails. */
  Future<Owner> claim(String channel) {
    Claiming claim = new Claiming(channel);
    return owners
        .map(nodes -> nodes.claim(channel, claim::lost).onSuccess(claim::answered))
        .orElseGet(() -> Future.succeededFuture(new Owner.None()));
  }

  /** What becomes of one claim, whose tenure may be lost as soon as it is taken. */
  private final class Claiming {
    private final String channel;
    private @Nullable Tenure tenure;
    private boolean over;

    Claiming(String channel) {
      this.channel = channel;
    }

    synchronized void answered(Owner owner) {
      if (owner instanceof Owner.Here(Tenure taken) && !over) {
        tenure = taken;
        held.put(channel, taken);
      }
    }

    /** What was given up meanwhile is lost to nobody. */
    void lost() {
      boolean told;
      synchronized (this) {
        over = true;
        told = tenure != null && held.remove(channel, tenure);
      }
      if (told) {
        lost.accept(channel);
      }
    }
  }

  /**
   * Asks for a channel that was begun while nobody could tell who owns it.
   *
   * @param taken told where it is this node's now
   */
  void claimLater(String channel, Consumer<Tenure> taken) {
    if (owners.isPresent() && !held.containsKey(channel) && claiming.add(channel)) {
      claim(channel)
          .onSuccess(owner -> {
            switch (owner) {
              case Owner.Here(Tenure tenure) when holds(channel, tenure) -> taken.accept(tenure);
              case Owner.Other _ -> lost.accept(channel);
              case Owner.Here _, Owner.None _, Owner.Unknown _ -> {}
            }
          })
          .onComplete((_, _) -> claiming.remove(channel));
    }
  }

  /** Whether it is neither lost nor given up; what nobody owns is nobody's to lose. */
  boolean holds(String channel, Tenure tenure) {
    return tenure.equals(Tenure.ALONE) || tenure.equals(held.get(channel));
  }

  /** Another node may have it. */
  void giveUp(String channel) {
    Tenure tenure = held.remove(channel);
    if (tenure != null) {
      tenure.giveUp();
    }
  }

  /** The channels that it owns now. */
  Set<String> channels() {
    return Set.copyOf(held.keySet());
  }
}
