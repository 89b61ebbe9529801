package dev.headwater.edge.token;

import dev.headwater.platform.feed.NodeReport;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The playback sessions that were active lately, of viewers who may have a limited number at once.
 * Thread-safe.
 */
public final class ActiveStreams {
  /** More than these are not told of in time; they count as ended, and may begin anew. */
  private static final int MOST = 100_000;

  private final Map<String, String> viewers = new ConcurrentHashMap<>();

  void note(String viewer, String session) {
    if (viewers.size() < MOST) {
      viewers.put(session, viewer);
    }
  }

  /** Takes some out, to be told of. */
  public List<NodeReport.Stream> drain() {
    List<NodeReport.Stream> some = new ArrayList<>();
    Iterator<Map.Entry<String, String>> entries = viewers.entrySet().iterator();
    while (entries.hasNext() && some.size() < NodeReport.MAX_STREAMS) {
      Map.Entry<String, String> entry = entries.next();
      some.add(new NodeReport.Stream(entry.getValue(), entry.getKey()));
      entries.remove();
    }
    return some;
  }
}
