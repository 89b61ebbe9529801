package dev.headwater.media.dash;

import dev.headwater.media.dash.SegmentTemplate.Run;
import java.util.ArrayList;
import java.util.List;

/** Builds the runs of a {@link SegmentTemplate} segment by segment. Confined to one thread. */
public final class Timeline {
  private final List<Run> runs = new ArrayList<>();

  /** Adds the next segment, with its times in ticks. */
  public Timeline add(long start, long duration) {
    if (!runs.isEmpty() && runs.getLast().continuesWith(start, duration)) {
      Run last = runs.removeLast();
      runs.add(new Run(last.start(), last.duration(), last.count() + 1));
    } else {
      runs.add(new Run(start, duration, 1));
    }
    return this;
  }

  public List<Run> runs() {
    return List.copyOf(runs);
  }
}
