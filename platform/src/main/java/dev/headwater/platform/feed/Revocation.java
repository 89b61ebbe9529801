package dev.headwater.platform.feed;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * Playback tokens are good no more. Immutable.
 *
 * @param what which ones
 * @param name of the token (its {@link #digest}), session, viewer or title
 * @param before only those that were issued before this time, to the millisecond
 * @param until by then all of them have expired, and nobody need remember
 */
public record Revocation(What what, String name, Instant before, Instant until)
    implements FeedChange {
  static final String TYPE = "revocation";

  /** Which tokens. */
  public enum What {
    TOKEN,
    SESSION,
    VIEWER,
    TITLE;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What a token is called here: nothing that opens anything is kept or sent around. */
  public static String digest(String token) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is missing from this JDK", e);
    }
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Optional<String> subject() {
    return Optional.of(TYPE + " " + what.word() + " " + name);
  }

  @Override
  public Optional<Instant> expiresAt() {
    return Optional.of(until);
  }

  @Override
  public JsonObject body() {
    return new JsonObject()
        .put("what", what.word())
        .put("name", name)
        .put("before", before.toString())
        .put("until", until.toString());
  }

  static FeedChange of(JsonObject body) {
    try {
      return new Revocation(
          What.valueOf(body.getString("what").toUpperCase(Locale.ROOT)),
          body.getString("name").strip(),
          Instant.parse(body.getString("before")),
          Instant.parse(body.getString("until")));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("a time is ill-formed", e);
    }
  }
}
