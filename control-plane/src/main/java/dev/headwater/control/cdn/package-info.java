/**
 * Purges on their way to CDNs: after the nodes, the CDNs near them before those further out, each
 * as often as it takes.
 *
 * <pre>
 *              nodes have applied it, and so have
 *              CDNs of lower levels                     last pass
 *   pending ------------------------------> told ---------------------> applied
 *    ^  ^ ^                                 |  |                            |
 *    |  | |  a pass is left, or it failed   |  |  failed too often, or      |
 *    |  | +---------------------------------+  |  can't be done             |
 *    |  |                                      v                            |
 *    |  +----------------------------------- failed                         |
 *    |               retry                                                  |
 *    +----------------------------------------------------------------------+
 *         a node applied it after that, or a CDN of a lower level is retried
 * </pre>
 *
 * <p>{@link Cdn} is the port: what a CDN has to be able to do, and all that is known of one. Who
 * may purge, and what nodes do with a purge, stays out.
 */
@NullMarked
package dev.headwater.control.cdn;

import org.jspecify.annotations.NullMarked;
