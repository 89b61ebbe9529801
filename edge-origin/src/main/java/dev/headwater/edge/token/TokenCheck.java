package dev.headwater.edge.token;

import dev.headwater.platform.token.PlaybackClaims;

/** What became of a token that was shown for something. */
public sealed interface TokenCheck {
  /** It opens what was asked for, now. */
  record Good(PlaybackClaims claims) implements TokenCheck {}

  /**
   * It doesn't.
   *
   * @param reason why not, for a person; says nothing of keys
   */
  record Refused(String reason) implements TokenCheck {}
}
