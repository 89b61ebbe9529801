package dev.headwater.control.purge;

import dev.headwater.control.node.Acknowledged;
import java.time.OffsetDateTime;

/**
 * How far a purge has got. Immutable.
 *
 * @param personId who asked for it
 * @param sequence its place in the feed
 * @param nodes which of them serve nothing any more of what it names
 */
public record PurgeProgress(
    String id, String personId, long sequence, OffsetDateTime createdAt, Acknowledged nodes) {}
