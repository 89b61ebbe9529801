package dev.headwater.edge.purge;

/**
 * What purges go by in something stored. Immutable.
 *
 * @param names what it can be purged by
 * @param sequence all purges up to there came before its bytes were asked for
 */
public record Generation(PurgeNames names, long sequence) {
  /** Of what no purge names, where no feed is followed. */
  public static final Generation NONE = new Generation(PurgeNames.of(""), 0);
}
