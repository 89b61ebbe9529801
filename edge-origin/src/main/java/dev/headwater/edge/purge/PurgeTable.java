package dev.headwater.edge.purge;

import dev.headwater.platform.feed.FeedChange.Purge;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

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

  /** Era and sequence. */
  private static final Pattern WORD = Pattern.compile("([0-9a-zA-Z-]{1,8}):([0-9]{1,18})");

  /** Lower than what any purge is held against. */
  private static final long NEVER = -1;

  private final PurgedItems hard = new PurgedItems();
  private final PurgedItems soft = new PurgedItems();
  private final int mostItems;
  private volatile long floor;
  private volatile long applied;
  private volatile boolean blind;
  private volatile Log log = Log.NONE;

  /**
   * The feed that sequences are of. Here they go on rising when another one begins, so that what is
   * of the one before is older than all that comes; outside of this node they are the feed's own.
   *
   * @param era stands for the feed's history
   * @param base what was applied before it began
   */
  public record Log(String era, long base) {
    /** No feed is followed, or none yet. */
    static final Log NONE = new Log("0", 0);

    /** As other nodes understand it. */
    public long outward(long sequence) {
      return Math.max(0, sequence - base);
    }

    public long inward(long sequence) {
      return base + sequence;
    }
  }

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
    long here = log.inward(sequence);
    switch (purge.mode()) {
      case HARD -> hard.add(purge, here);
      case SOFT -> soft.add(purge, here);
    }
    makeRoom(hard);
    makeRoom(soft);
  }

  private void makeRoom(PurgedItems full) {
    if (full.size() > mostItems) {
      raise(full.median());
    }
  }

  /** Everything that bears a lower sequence counts as purged; what was noted up to there goes. */
  public void raiseFloor(long sequence) {
    raise(log.inward(sequence));
  }

  private void raise(long sequence) {
    if (sequence > floor) {
      floor = sequence;
      applied = Math.max(applied, sequence);
      hard.dropUpTo(sequence);
      soft.dropUpTo(sequence);
    }
  }

  /** All up to there was noted, and is in force for whoever looks from now on. */
  public void advance(long sequence) {
    applied = Math.max(applied, log.inward(sequence));
  }

  /**
   * Sequences are of this feed from now on. Where it is another than before, all that bears a
   * sequence by now counts as purged, be it stored or on its way.
   */
  public void follow(String history) {
    String era = history.substring(0, Math.min(ERA_LENGTH, history.length()));
    if (era.equals(log.era)) {
      return;
    }
    long base = applied == 0 && log.equals(Log.NONE) ? 0 : applied + 1;
    raise(base);
    log = new Log(era, base);
  }

  /** The same feed lacks what it had before: what comes instead is another one. */
  public void followAnew(String history) {
    long base = applied + 1;
    raise(base);
    log = new Log(history.substring(0, Math.min(ERA_LENGTH, history.length())), base);
  }

  public Log log() {
    return log;
  }

  /** Whether sequences mean something to other tiers. */
  public boolean tellsSequences() {
    return !log.equals(Log.NONE) && !blind;
  }

  /** A sequence as one tier or peer tells it to another. */
  public String word(long sequence) {
    Log now = log;
    return now.era + ":" + now.outward(sequence);
  }

  /**
   * The sequence that another tier or peer has told; below all others where it follows another
   * feed, and can't know what was purged.
   *
   * @param otherwise where none was told, or this node follows no feed
   */
  public long sequence(@Nullable String word, long otherwise) {
    Log now = log;
    Matcher parts = WORD.matcher(word == null ? "" : word);
    if (!parts.matches()) {
      return otherwise;
    }
    if (parts.group(1).equals(now.era)) {
      return now.inward(Long.parseLong(parts.group(2)));
    }
    return now.equals(Log.NONE) ? otherwise : NEVER;
  }

  /** What is known may not be all that there is to know. */
  public void goBlind() {
    blind = true;
  }

  /** What is known is all that there is to know. */
  public void see() {
    blind = false;
  }

  /** How far the feed was applied, as others understand it. */
  public long reached() {
    return log.outward(applied);
  }

  public int items() {
    return hard.size() + soft.size();
  }
}
