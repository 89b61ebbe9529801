package dev.headwater.control.playback;

import java.time.Instant;
import java.util.Optional;

/**
 * What a player needs to play a title or a channel. Immutable.
 *
 * @param name of it
 * @param hls URL of the multivariant playlist, usable as it is
 * @param dash URL of the MPD, usable as it is; absent of what is encrypted for HLS alone
 * @param keyServer URL that players with Clear Key ask for keys; absent where HLS alone has them,
 *     or none is needed
 * @param token for players that want it apart; absent where none is needed
 */
public record Playback(
    String name,
    String hls,
    Optional<String> dash,
    Optional<String> keyServer,
    Optional<String> posterUrl,
    Optional<Token> token) {

  /** Opens one publication, or one channel, until it expires. */
  public record Token(String value, Instant expiresAt) {
    @Override
    public String toString() {
      return "Token[***, " + expiresAt + "]";
    }
  }
}
