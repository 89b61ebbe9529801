package dev.headwater.control.account.oidc;

import dev.headwater.control.account.RandomText;
import dev.headwater.control.account.TokenDigest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;

/**
 * A log-in that was begun here and goes on at the provider. Immutable.
 *
 * @param state comes back with the person, unchanged
 * @param nonce comes back in the ID token
 * @param verifier shows the provider that who brings the code is who asked for it (RFC 7636)
 */
record PendingLogIn(String state, String nonce, String verifier) {
  static PendingLogIn begin() {
    return new PendingLogIn(RandomText.token(), RandomText.token(), RandomText.token());
  }

  /** S256 (RFC 7636, section 4.2). */
  String challenge() {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(TokenDigest.of(verifier).getBytes());
  }

  boolean isOf(String shownState) {
    return MessageDigest.isEqual(
        state.getBytes(StandardCharsets.UTF_8), shownState.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return "PendingLogIn[***]";
  }
}
