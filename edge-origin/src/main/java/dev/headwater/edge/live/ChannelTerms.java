package dev.headwater.edge.live;

import dev.headwater.edge.live.timeline.Terms;
import dev.headwater.platform.channel.Channel;

/**
 * What holds of all channels of a node beside what each says of itself. Immutable.
 *
 * @param partHoldBack part targets between the newest part and who plays by parts
 */
record ChannelTerms(int partHoldBack) {
  Terms of(Channel channel) {
    return Terms.of(channel).withPartHoldBack(partHoldBack);
  }
}
