package dev.headwater.control.channel;

import dev.headwater.control.refusal.Reason;
import dev.headwater.control.refusal.RefusedException;
import dev.headwater.platform.channel.Latency;
import dev.headwater.platform.channel.OnStale;
import dev.headwater.platform.publication.Publication.Visibility;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * What people say of a channel. Immutable.
 *
 * @param dvr how far back viewers may go
 * @param encryption of a private channel; empty where it isn't encrypted
 */
public record ChannelTerms(
    String name,
    Visibility visibility,
    Latency latency,
    Duration dvr,
    OnStale onStale,
    Optional<EncryptionTerms> encryption) {
  private static final Duration DEFAULT_DVR = Duration.ofHours(2);

  static ChannelTerms of(Row row) {
    return new ChannelTerms(
        row.getString("name"),
        visibility(row.getString("visibility")),
        Latency.of(row.getString("latency")),
        Duration.ofSeconds(row.getInteger("dvr_seconds")),
        OnStale.of(row.getString("on_stale")),
        EncryptionTerms.of(row));
  }

  /**
   * From a body that the API's schema has accepted; private where it doesn't say. Refused with 400
   * where such a channel can't be encrypted as it says.
   */
  public static ChannelTerms of(JsonObject json) {
    Latency latency = json.containsKey("latency") ? latency(json) : Latency.LOW;
    ChannelTerms terms =
        new ChannelTerms(
                "",
                Visibility.PRIVATE,
                latency,
                DEFAULT_DVR,
                OnStale.HOLD,
                EncryptionTerms.of(json))
            .changed(json);
    terms.checkEncryption(Reason.INVALID_REQUEST);
    return terms;
  }

  /**
   * With what a body says instead. Refused with 409 where it says another latency or encryption:
   * what viewers have of a running channel follows from them.
   */
  ChannelTerms with(JsonObject patch) {
    if (patch.containsKey("latency") && latency(patch) != latency) {
      throw forEver("latency", latency.word());
    }
    String encrypted = EncryptionTerms.word(encryption);
    if (!patch.getString("encryption", encrypted).equals(encrypted)) {
      throw forEver("encryption", encrypted);
    }
    ChannelTerms terms = changed(patch);
    terms.checkEncryption(Reason.CONFLICT);
    return terms;
  }

  private static RefusedException forEver(String what, String word) {
    return new RefusedException(
        Reason.CONFLICT,
        "the %s of a channel is %s for ever: make another channel".formatted(what, word));
  }

  /** Keys go to valid tokens, which public channels don't have. */
  private void checkEncryption(Reason reason) {
    if (encryption.isEmpty()) {
      return;
    }
    if (visibility == Visibility.PUBLIC) {
      throw new RefusedException(reason, "a channel that is encrypted has to be private");
    }
    if (!encryption.get().scheme().fits(latency)) {
      throw new RefusedException(
          reason,
          "aes-128 encrypts whole segments, which a channel of low latency has no time for: make it standard, or take cbcs");
    }
  }

  private ChannelTerms changed(JsonObject patch) {
    return new ChannelTerms(
        patch.getString("name", name).strip(),
        patch.containsKey("visibility") ? visibility(patch.getString("visibility")) : visibility,
        latency,
        patch.containsKey("dvrSeconds") ? seconds(patch.getNumber("dvrSeconds")) : dvr,
        patch.containsKey("onStale") ? OnStale.of(patch.getString("onStale")) : onStale,
        encryption);
  }

  /** For the audit log. */
  JsonObject toJson() {
    return new JsonObject()
        .put("name", name)
        .put("visibility", visibilityWord())
        .put("latency", latency.word())
        .put("dvrSeconds", dvr.toSeconds())
        .put("onStale", onStale.word())
        .put("encryption", EncryptionTerms.word(encryption));
  }

  /** As it is written in the database and in JSON. */
  public String visibilityWord() {
    return visibility.name().toLowerCase(Locale.ROOT);
  }

  private static Visibility visibility(String word) {
    return Visibility.valueOf(word.toUpperCase(Locale.ROOT));
  }

  private static Latency latency(JsonObject json) {
    return Latency.of(json.getString("latency"));
  }

  /** An integer of JSON Schema may also be written 60.0 or 6e1. */
  private static Duration seconds(Number number) {
    return Duration.ofSeconds(new BigDecimal(number.toString()).longValueExact());
  }
}
