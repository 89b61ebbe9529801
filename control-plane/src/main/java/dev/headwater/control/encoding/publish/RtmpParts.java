package dev.headwater.control.encoding.publish;

import dev.headwater.control.encoding.encoder.LiveChannels;
import dev.headwater.control.encoding.encoder.LiveMetrics;

/** What all connections of a server share. Immutable. */
public record RtmpParts(
    RtmpLimits limits, ChannelKeys keys, LiveChannels channels, LiveMetrics metrics) {}
