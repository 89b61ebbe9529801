package dev.headwater.edge.live;

import dev.headwater.edge.live.journal.JournalKeys;
import dev.headwater.edge.live.timeline.Past;
import dev.headwater.edge.live.timeline.PastRendition;
import dev.headwater.edge.live.timeline.Segment;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a channel has in the store though no playlist will name it any more: a node died before it
 * could take it out, or write down that it is there. Immutable.
 */
final class Leftovers {
  private final String owner;
  private final Set<String> kept = new HashSet<>();
  private final Map<String, Long> firstNumbers = new HashMap<>();

  /**
   * @param owner names this node within epochs: what it writes now is kept
   * @param past what playlists go on with
   */
  Leftovers(String channel, String owner, Past past) {
    this.owner = owner;
    kept.add(JournalKeys.head(channel));
    for (PastRendition rendition : past.renditions()) {
      keep(LiveNames.path(new RenditionName(channel, rendition.rendition().id())), rendition);
    }
  }

  private void keep(String path, PastRendition rendition) {
    for (Segment segment : rendition.all()) {
      kept.add(path + "/" + LiveNames.segment(rendition.rendition().id(), segment));
      kept.add(path + "/" + LiveNames.header(segment.epoch()));
    }
    if (!rendition.all().isEmpty()) {
      firstNumbers.put(path, rendition.all().getFirst().number());
    }
  }

  /** The keys among these that nobody needs. */
  List<String> among(List<String> keys) {
    return keys.stream().filter(key -> !kept.contains(key) && !isNew(key)).toList();
  }

  private boolean isNew(String key) {
    if (JournalKeys.ofSlate(key).isPresent()) {
      return true;
    }
    int slash = key.lastIndexOf('/');
    String name = key.substring(slash + 1);
    OptionalLong piece = JournalKeys.index(name);
    if (piece.isPresent()) {
      Long first = firstNumbers.get(key.substring(0, slash));
      return first != null && JournalKeys.mayHave(piece.getAsLong(), first);
    }
    int dash = name.indexOf('-');
    return dash > 0 && name.substring(0, dash).endsWith(owner);
  }
}
