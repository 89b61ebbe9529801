package dev.headwater.platform.feed;

import dev.headwater.platform.sealing.Envelope;
import dev.headwater.platform.settings.Secret;
import dev.headwater.platform.token.TokenKey;
import io.vertx.core.json.JsonObject;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * A key that playback tokens are verified with came, was promoted, or went. Immutable.
 *
 * @param sealed the key; see {@link Envelope}
 */
public record TokenKeyChange(String kid, State state, String sealed) implements FeedChange {
  static final String TYPE = "token-key";

  /** What a key is used for. */
  public enum State {
    /** It verifies: it is to be everywhere before anything is signed with it. */
    NEXT,
    /** It signs, and verifies. */
    CURRENT,
    /** It verifies what was signed with it. */
    PREVIOUS,
    /** All that was signed with it has expired. */
    RETIRED;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Fails with IllegalArgumentException where there is no such state. */
    public static State of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }
  }

  /** A change of a key, which is sealed for this alone. */
  public static TokenKeyChange of(TokenKey key, State state, Envelope envelope) {
    byte[] secret = HexFormat.of().parseHex(key.secret().value());
    return new TokenKeyChange(key.kid(), state, envelope.seal(secret, purpose(key.kid())));
  }

  /** Empty where it can't be opened with the sealing keys that are here. */
  public Optional<TokenKey> key(Envelope envelope) {
    return envelope
        .open(sealed, purpose(kid))
        .map(secret -> new TokenKey(kid, new Secret(HexFormat.of().formatHex(secret))));
  }

  private static String purpose(String kid) {
    return "playback token key " + kid;
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Optional<String> subject() {
    return Optional.of(TYPE + " " + kid);
  }

  @Override
  public JsonObject body() {
    return new JsonObject().put("kid", kid).put("state", state.word()).put("sealed", sealed);
  }

  static FeedChange of(JsonObject body) {
    return new TokenKeyChange(
        body.getString("kid").strip(),
        State.of(body.getString("state")),
        body.getString("sealed").strip());
  }
}
