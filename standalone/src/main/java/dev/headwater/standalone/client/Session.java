package dev.headwater.standalone.client;

/** Somebody who is logged in. Not thread-safe. */
interface Session {
  /**
   * An access token that is good for the next call; fails with {@link ApiRefusal} where the log-in
   * has ended.
   */
  String accessToken();
}
