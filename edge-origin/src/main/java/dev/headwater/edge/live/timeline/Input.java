package dev.headwater.edge.live.timeline;

import java.util.Locale;

/** Which of a channel's two encoders something comes from. */
public enum Input {
  PRIMARY,
  BACKUP;

  Input other() {
    return this == PRIMARY ? BACKUP : PRIMARY;
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
