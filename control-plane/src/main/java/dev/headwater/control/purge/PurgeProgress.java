package dev.headwater.control.purge;

import dev.headwater.control.cdn.CdnProgress;
import dev.headwater.control.node.Acknowledged;
import java.time.OffsetDateTime;
import java.util.List;

/**
 * How far a purge has got. Immutable.
 *
 * @param personId who asked for it
 * @param sequence its place in the feed
 * @param nodes which of them serve nothing any more of what it names
 * @param cdns how far it has got at each
 */
public record PurgeProgress(
    String id,
    String personId,
    long sequence,
    OffsetDateTime createdAt,
    Acknowledged nodes,
    List<CdnProgress> cdns) {
  public PurgeProgress {
    cdns = List.copyOf(cdns);
  }
}
