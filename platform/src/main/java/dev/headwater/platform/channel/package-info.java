/**
 * What the planes tell each other about a live channel. How it is kept, fed and served stays out.
 */
@NullMarked
package dev.headwater.platform.channel;

import org.jspecify.annotations.NullMarked;
