package dev.headwater.edge.purge;

import dev.headwater.platform.feed.FeedChange.Purge;

/**
 * Which purges are in force on this node. A stored response bears a sequence: all purges up to
 * there came before its bytes were asked for. It is valid if nothing that names it was purged after
 * that. One thread fills the table; any number read it, without a lock.
 *
 * <h2>Floor</h2>
 *
 * The table has room for a bounded number of items. Where it is full, the older half is dropped and
 * the floor raised to its last sequence: what bears a lower one counts as purged. What is in use is
 * not concerned, since whoever finds it valid notes up to which sequence it is; what nobody has
 * asked for in all that time is fetched again.
 *
 * <h2>Blindness</h2>
 *
 * A node that should follow the feed, and has not read it yet, doesn't know what was purged. It
 * serves what it fetches from the source itself, and takes nothing that others have kept.
 */
public final class PurgeTable {
  /** 32 bytes each where the maps are at their emptiest. */
  private static final int MOST_ITEMS = 1_000_000;

  private static final int ERA_LENGTH = 8;

  private final PurgedItems hard = new PurgedItems();
  private final PurgedItems soft = new PurgedItems();
  private final int mostItems;
  private volatile long floor;
  private volatile long applied;
  private volatile boolean blind;
  private volatile String era = "0";

  private PurgeTable(int mostItems) {
    this.mostItems = mostItems;
  }

  public static PurgeTable create() {
    return new PurgeTable(MOST_ITEMS);
  }

  static PurgeTable ofItems(int most) {
    return new PurgeTable(most);
  }

  /** All purges up to this sequence are in force: what is fetched from now on bears it. */
  public long applied() {
    return applied;
  }

  /** Whether it isn't known what was purged, so that nothing that others have kept is taken. */
  public boolean isBlind() {
    return blind;
  }

  /** What is to be made of something that bears a sequence. */
  public Validity validity(PurgeNames names, long sequence) {
    if (sequence >= applied) {
      return Validity.VALID;
    }
    long purged = names.latest(hard);
    long madeStale = names.latest(soft);
    if (sequence < floor || purged > sequence) { // the floor last: it rises before items go
      return Validity.GONE;
    }
    return madeStale > sequence ? Validity.STALE : Validity.VALID;
  }

  /** By the one thread that fills the table: notes a purge, in force once it is advanced to. */
  public void add(Purge purge, long sequence) {
    switch (purge.mode()) {
      case HARD -> hard.add(purge, sequence);
      case SOFT -> soft.add(purge, sequence);
    }
    makeRoom(hard);
    makeRoom(soft);
  }

  private void makeRoom(PurgedItems full) {
    if (full.size() > mostItems) {
      raiseFloor(full.median());
    }
  }

  /** Everything that bears a lower sequence counts as purged; what was noted up to there goes. */
  public void raiseFloor(long sequence) {
    if (sequence > floor) {
      floor = sequence;
      applied = Math.max(applied, sequence);
      hard.dropUpTo(sequence);
      soft.dropUpTo(sequence);
    }
  }

  /** All up to there was noted, and is in force for whoever looks from now on. */
  public void advance(long sequence) {
    applied = Math.max(applied, sequence);
  }

  /** Sequences are of this log from now on. */
  public void ofHistory(String history) {
    era = history.substring(0, Math.min(ERA_LENGTH, history.length()));
  }

  /** Stands for the log that sequences are of: those of different ones can't be compared. */
  public String era() {
    return era;
  }

  /** Forgets all; the sequences to come have nothing to do with those before. */
  public void reset() {
    hard.dropUpTo(Long.MAX_VALUE);
    soft.dropUpTo(Long.MAX_VALUE);
    applied = 0;
    floor = 0;
  }

  /** What is known may not be all that there is to know. */
  public void goBlind() {
    blind = true;
  }

  /** What is known is all that there is to know. */
  public void see() {
    blind = false;
  }

  public int items() {
    return hard.size() + soft.size();
  }
}
