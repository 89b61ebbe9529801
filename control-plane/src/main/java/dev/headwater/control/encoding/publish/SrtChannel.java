package dev.headwater.control.encoding.publish;

import dev.headwater.control.encoding.encoder.PublishedChannel;

/**
 * A channel that has a port for SRT. Immutable.
 *
 * @param channel its stream key is the passphrase
 */
record SrtChannel(PublishedChannel channel, int port) {}
