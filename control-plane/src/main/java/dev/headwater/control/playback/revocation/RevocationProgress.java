package dev.headwater.control.playback.revocation;

import dev.headwater.control.node.Acknowledged;
import dev.headwater.platform.feed.Revocation;

/**
 * What was revoked, and how far that has got. Immutable.
 *
 * @param personId who asked for it
 * @param sequence its place in the feed
 * @param nodes which of them take such tokens no more
 */
public record RevocationProgress(
    String id, String personId, long sequence, Revocation revocation, Acknowledged nodes) {}
