/**
 * The way of encoded renditions to the data plane: fragments as ffmpeg writes them, one PUT for
 * each track that lasts as long as its node does, and the choice of the node (DASH-IF live media
 * ingest, interface 1). The only part of encoding that speaks HTTP.
 */
@NullMarked
package dev.headwater.control.encoding.push;

import org.jspecify.annotations.NullMarked;
