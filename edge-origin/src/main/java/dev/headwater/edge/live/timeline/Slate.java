package dev.headwater.edge.live.timeline;

import java.util.HashMap;
import java.util.Map;

/**
 * What viewers see while no media comes: a track for each rendition. Immutable.
 *
 * @param tracks by the names of renditions
 */
public record Slate(Map<String, SlateTrack> tracks) {
  public static final Slate NONE = new Slate(Map.of());

  public Slate {
    tracks = Map.copyOf(tracks);
  }

  /** With another track, or another one of that name. */
  public Slate with(String name, SlateTrack track) {
    Map<String, SlateTrack> all = new HashMap<>(tracks);
    all.put(name, track);
    return new Slate(all);
  }
}
