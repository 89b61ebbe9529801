package dev.headwater.edge.live.timeline;

import dev.headwater.media.isobmff.Track;

/** A track of a channel, as its encoder declares it. Immutable. */
public record Rendition(String id, Track.Coded track) {}
