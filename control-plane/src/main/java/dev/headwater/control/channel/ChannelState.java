package dev.headwater.control.channel;

import java.util.Locale;

/** Whether media comes to a channel. */
public enum ChannelState {
  /** None ever has. */
  IDLE,
  LIVE,
  /** It has paused, or no node has told of it of late. */
  STALE,
  /** It has paused for so long that the programme is taken to be over. */
  ENDED;

  /** As it is written in the database and in JSON. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Fails with IllegalArgumentException where there is no such state. */
  static ChannelState of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
