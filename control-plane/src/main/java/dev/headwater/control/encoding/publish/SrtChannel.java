package dev.headwater.control.encoding.publish;

import dev.headwater.control.encoding.encoder.PublishedChannel;
import dev.headwater.control.encoding.push.Input;

/**
 * An input of a channel that has a port for SRT. Immutable.
 *
 * @param channel its stream key is the passphrase
 */
record SrtChannel(PublishedChannel channel, Input input, int port) {}
