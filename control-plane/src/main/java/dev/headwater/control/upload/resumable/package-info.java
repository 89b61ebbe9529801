/**
 * Uploads that go on where they stopped: bytes come over many calls, and what is said to be
 * received is durable. HTTP stays out; the rules are those of tus 1.0.0, which {@code http} speaks.
 *
 * <pre>
 *            create          bytes            all bytes are durable
 *   (none) ----------> open --------> open ------------------------> received
 *                       |                                               |
 *                       | delete, or nobody goes on                     | the title takes it
 *                       v                                               v
 *                     (none) <---------------------------------------- done
 *                                    after a while
 * </pre>
 *
 * Who writes holds a lease, renewed while they do. A full part goes to the store as a part of the
 * object to be; what is left at the end of a call goes there as an object of its own, the tail,
 * which the next call reads back and goes on with. A row changes only for who holds the lease, and
 * only after the store has what the row says.
 */
@NullMarked
package dev.headwater.control.upload.resumable;

import org.jspecify.annotations.NullMarked;
