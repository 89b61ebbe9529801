package dev.headwater.edge.peer;

import dev.headwater.platform.runtime.CallerContext;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;

/**
 * Gives each channel to one node: the first that asks, for as long as it lives. Thread-safe.
 *
 * <pre>
 *           claim              lease lost, nobody has it
 *   (none) ──────► here ◄────────────────────────────────┐
 *     ▲             │  ├─ lease lost ──► asked for again ─┘
 *     └─ give up ───┘  └─ another has it by then: told
 * </pre>
 */
public final class ChannelOwners {
  /** Between two attempts to have a channel again while nobody can tell who has it. */
  private static final long RETRY_MILLIS = 500;

  /** How often it is looked whether a node that was stopped has its channel still. */
  private static final long SETTLING_MILLIS = 20;

  private final Vertx vertx;
  private final QuietLoop loop;
  private final RedisLeases leases;
  private final Pulse pulse;

  ChannelOwners(Vertx vertx, QuietLoop loop, RedisLeases leases, Pulse pulse) {
    this.vertx = vertx;
    this.loop = loop;
    this.leases = leases;
    this.pulse = pulse;
  }

  /**
   * Takes a channel for this node, unless one has it that answers. Never fails.
   *
   * @param lost told when another node has it all the same
   */
  public Future<Owner> claim(String channel, Runnable lost) {
    return loop.call(
        () -> leases.claim(channel).compose(claim -> owner(new Kept(channel, lost), claim, true)));
  }

  private Future<Owner> owner(Kept tenure, Claim claim, boolean mayReplace) {
    return switch (claim) {
      case Claim.Held(Lease lease) -> Future.succeededFuture(new Owner.Here(tenure.on(lease)));
      case Claim.Unknown _ -> Future.succeededFuture(new Owner.Unknown());
      case Claim.Elsewhere(Holder holder) ->
          mayReplace
              ? pulse.isAlive(holder.address()).compose(alive -> decided(tenure, holder, alive))
              : Future.succeededFuture(new Owner.Other(holder.address().toString()));
    };
  }

  private Future<Owner> decided(Kept tenure, Holder holder, boolean alive) {
    return alive
        ? Future.succeededFuture(new Owner.Other(holder.address().toString()))
        : leases.replace(tenure.channel, holder).compose(claim -> owner(tenure, claim, false));
  }

  /** Who has a channel; {@link Owner.None} where it is this node. Never fails. */
  public Future<Owner> find(String channel) {
    return loop.call(() ->
        leases
            .holder(channel)
            .<Owner>map(holder ->
                holder
                    .filter(one -> !leases.isHere(one))
                    .<Owner>map(one -> new Owner.Other(one.address().toString()))
                    .orElseGet(Owner.None::new))
            .otherwise(new Owner.Unknown()));
  }

  /** Changed on the quiet event loop. */
  private final class Kept implements Tenure {
    private final String channel;
    private final Runnable lost;
    private volatile @Nullable Lease lease;
    private volatile boolean alone; // nobody can tell who has it
    private volatile boolean over;

    Kept(String channel, Runnable lost) {
      this.channel = channel;
      this.lost = lost;
    }

    Tenure on(Lease taken) {
      lease = taken;
      alone = false;
      taken.whenLost(this::regain);
      return this;
    }

    /** A Redis that has forgotten gives it back. */
    private void regain() {
      if (!over) {
        leases.claim(channel).onSuccess(this::regained);
      }
    }

    private void regained(Claim claim) {
      switch (claim) {
        case Claim.Held(Lease again) -> {
          on(again);
          if (over) {
            again.release();
          }
        }
        case Claim.Unknown _ -> {
          alone = true;
          vertx.setTimer(RETRY_MILLIS, _ -> regain());
        }
        case Claim.Elsewhere _ -> {
          over = true;
          lost.run();
        }
      }
    }

    @Override
    public boolean isSure() {
      Lease now = lease;
      return alone || (now != null && now.isSure());
    }

    @Override
    public Future<Void> settled() {
      return loop.call(() -> {
        Promise<Void> settled = CallerContext.promise(vertx);
        settle(settled);
        return settled.future();
      });
    }

    private void settle(Promise<Void> settled) {
      if (over || isSure()) {
        settled.complete();
      } else {
        vertx.setTimer(SETTLING_MILLIS, _ -> settle(settled));
      }
    }

    @Override
    public void giveUp() {
      loop.run(() -> {
        over = true;
        Lease now = lease;
        if (now != null) {
          now.release();
        }
      });
    }
  }
}
