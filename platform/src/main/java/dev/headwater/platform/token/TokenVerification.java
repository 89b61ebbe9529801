package dev.headwater.platform.token;

/** What a token that was shown is worth, at whatever time. */
public sealed interface TokenVerification {
  /**
   * It was signed with a key that is held; when and for what it is good are other questions.
   *
   * @param kid of that key
   */
  record Signed(String kid, PlaybackClaims claims) implements TokenVerification {}

  /**
   * The token opens nothing.
   *
   * @param reason why not, for a person; says nothing of the key
   */
  record Refused(String reason) implements TokenVerification {}
}
