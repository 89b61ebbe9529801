package dev.headwater.control.channel;

import dev.headwater.platform.channel.ChannelEncryption.Scheme;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

/**
 * How what a channel sends is to be encrypted. Immutable.
 *
 * @param rotation for about so long a key is used
 */
public record EncryptionTerms(Scheme scheme, Duration rotation) {
  private static final String NONE = "none";

  /** Who has a key has some minutes of the channel; players ask for one as often. */
  private static final int DEFAULT_ROTATION_SECONDS = 300;

  static Optional<EncryptionTerms> of(Row row) {
    return scheme(row.getString("encryption"))
        .map(scheme ->
            new EncryptionTerms(
                scheme, Duration.ofSeconds(row.getInteger("key_rotation_seconds"))));
  }

  /** From a body that the API's schema has accepted; none where it doesn't say. */
  static Optional<EncryptionTerms> of(JsonObject json) {
    Number rotation = json.getNumber("keyRotationSeconds", DEFAULT_ROTATION_SECONDS);
    return scheme(json.getString("encryption", NONE))
        .map(scheme ->
            new EncryptionTerms(
                scheme, Duration.ofSeconds(new BigDecimal(rotation.toString()).longValueExact())));
  }

  private static Optional<Scheme> scheme(String word) {
    return word.equals(NONE) ? Optional.empty() : Optional.of(Scheme.of(word));
  }

  /** As it is written in the database and in JSON. */
  public static String word(Optional<EncryptionTerms> terms) {
    return terms.map(known -> known.scheme.word()).orElse(NONE);
  }
}
