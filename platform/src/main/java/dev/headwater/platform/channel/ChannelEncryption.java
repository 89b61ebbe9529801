package dev.headwater.platform.channel;

import io.vertx.core.json.JsonObject;
import java.time.Duration;

/**
 * How what a channel sends is encrypted. Immutable.
 *
 * @param scheme by what
 * @param segmentsPerKey so many segments in a row have one key
 * @param sealedSecret what keys are derived from, as {@link ChannelSecret} seals it
 */
public record ChannelEncryption(Scheme scheme, int segmentsPerKey, String sealedSecret) {

  /** What is encrypted of a segment. */
  public enum Scheme {
    /** All of it, at once. */
    AES_128("aes-128"),
    /** Its samples, by the scheme cbcs of Common Encryption (ISO/IEC 23001-7). */
    CBCS("cbcs");

    private final String word;

    Scheme(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }

    /** Fails with IllegalArgumentException where there is no such one. */
    public static Scheme of(String word) {
      for (Scheme scheme : values()) {
        if (scheme.word.equals(word)) {
          return scheme;
        }
      }
      throw new IllegalArgumentException("scheme: '" + word + "' (expected: aes-128 or cbcs)");
    }

    /** What is encrypted as a whole can't be published part by part. */
    public boolean fits(Latency latency) {
      return this != AES_128 || latency.partTarget().isEmpty();
    }
  }

  public ChannelEncryption {
    if (segmentsPerKey < 1) {
      throw new IllegalArgumentException("segmentsPerKey: " + segmentsPerKey + " (expected: > 0)");
    }
  }

  /** How many segments last for about that time, at least one. */
  public static int segments(Duration rotation, Latency latency) {
    return Math.toIntExact(Math.max(1, rotation.dividedBy(latency.segment())));
  }

  JsonObject toJson() {
    return new JsonObject()
        .put("scheme", scheme.word())
        .put("segmentsPerKey", segmentsPerKey)
        .put("sealedSecret", sealedSecret);
  }

  static ChannelEncryption fromJson(JsonObject json) {
    return new ChannelEncryption(
        Scheme.of(json.getString("scheme")),
        json.getInteger("segmentsPerKey"),
        json.getString("sealedSecret").strip());
  }
}
