package dev.headwater.control.account.session;

import java.time.Duration;

/**
 * What a person holds while logged in. Immutable.
 *
 * @param accessToken shown with each call
 * @param refreshToken exchanged for the next pair, once
 * @param expiresIn how long the access token is good
 */
public record SessionTokens(String accessToken, String refreshToken, Duration expiresIn) {
  @Override
  public String toString() {
    return "SessionTokens[***]";
  }
}
