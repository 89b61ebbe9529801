package dev.headwater.edge.live.timeline;

import java.util.Optional;

/**
 * Which of a channel's encoders is seen. Immutable.
 *
 * @param active whose media is published; empty before any, after the end, and while a slate is
 *     shown
 * @param slate whether a slate is shown
 * @param standby whether the other one sends too, and could take over
 * @param failovers how often the one that was active failed, and the other took over
 */
public record InputStatus(Optional<Input> active, boolean slate, boolean standby, long failovers) {
  public static final InputStatus NONE = new InputStatus(Optional.empty(), false, false, 0);

  /** Whether it is the backup that is seen. */
  public boolean isBackup() {
    return active.filter(Input.BACKUP::equals).isPresent();
  }
}
