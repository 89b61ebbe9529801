package dev.headwater.edge.live;

/** Names a rendition of a channel. Immutable. */
record RenditionName(String channel, String rendition) {}
