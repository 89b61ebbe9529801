package dev.headwater.control.job.desk;

import java.util.List;
import java.util.Optional;

/**
 * A part of a list of jobs, the newest first. Immutable.
 *
 * @param nextCursor asks for the part after this one; absent on the last
 */
public record JobPage(List<Job> items, Optional<String> nextCursor) {
  public JobPage {
    items = List.copyOf(items);
  }

  /** Of one job more than a page has, where there are more. */
  static JobPage of(List<Job> found, int limit) {
    if (found.size() <= limit) {
      return new JobPage(found, Optional.empty());
    }
    List<Job> items = found.subList(0, limit);
    return new JobPage(items, Optional.of(new JobCursor(items.getLast().id()).encode()));
  }
}
