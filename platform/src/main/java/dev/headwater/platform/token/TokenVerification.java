package dev.headwater.platform.token;

/** What became of a token that was shown. */
public sealed interface TokenVerification {
  /** The signature and the times are good; whether it opens the path is another question. */
  record Valid(PlaybackClaims claims) implements TokenVerification {}

  /**
   * The token opens nothing.
   *
   * @param reason why not, for a person; says nothing of the key
   */
  record Refused(String reason) implements TokenVerification {}
}
