package dev.headwater.platform.channel;

import dev.headwater.platform.publication.Publication.Visibility;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * A live channel, as the data plane has to know it. Immutable.
 *
 * @param id as in {@code /live/{id}} and {@code /ingest/{id}}
 * @param visibility who may watch
 * @param dvr how far back viewers may go
 * @param keyHash of the stream key: SHA-256 in hexadecimal; keys are drawn at random, so that a
 *     slow hash would add nothing
 * @param open false once it was deleted
 * @param encryption how what it sends is encrypted, for ever; absent where it isn't
 * @param publisher who made it, by the ID of the control plane; empty where that isn't known
 */
public record Channel(
    String id,
    Visibility visibility,
    Latency latency,
    Duration dvr,
    OnStale onStale,
    String keyHash,
    boolean open,
    Optional<ChannelEncryption> encryption,
    Optional<String> publisher) {

  public Channel {
    if (!id.matches("[A-Za-z0-9_-]{1,64}")) {
      throw new IllegalArgumentException(
          "id: '" + id + "' (expected: 1 to 64 letters, digits, '-' or '_')");
    }
    if (!keyHash.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("keyHash: (expected: 64 hexadecimal digits)");
    }
    if (dvr.isNegative()) {
      throw new IllegalArgumentException("dvr: " + dvr + " (expected: >= 0)");
    }
    if (encryption.filter(one -> !one.scheme().fits(latency)).isPresent()) {
      throw new IllegalArgumentException(
          "encryption: aes-128 of a channel of low latency (expected: cbcs)");
    }
  }

  /** As {@link #keyHash} holds it. */
  public static String hash(String streamKey) {
    return HexFormat.of().formatHex(digest(streamKey));
  }

  /** Whether it is the key; takes as long for a wrong one. */
  public boolean opens(String streamKey) {
    return MessageDigest.isEqual(digest(streamKey), HexFormat.of().parseHex(keyHash));
  }

  private static byte[] digest(String streamKey) {
    try {
      return MessageDigest.getInstance("SHA-256")
          .digest(streamKey.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is missing from this JDK", e);
    }
  }

  public JsonObject toJson() {
    JsonObject json =
        new JsonObject()
            .put("id", id)
            .put("visibility", visibility.name().toLowerCase(Locale.ROOT))
            .put("latency", latency.word())
            .put("dvrSeconds", dvr.toSeconds())
            .put("onStale", onStale.word())
            .put("keyHash", keyHash)
            .put("open", open);
    encryption.ifPresent(one -> json.put("encryption", one.toJson()));
    publisher.ifPresent(one -> json.put("publisher", one));
    return json;
  }

  /** Fails with IllegalArgumentException where a field is missing or has an unknown value. */
  public static Channel fromJson(JsonObject json) {
    try {
      return new Channel(
          json.getString("id").strip(),
          Visibility.valueOf(json.getString("visibility").toUpperCase(Locale.ROOT)),
          Latency.of(json.getString("latency")),
          Duration.ofSeconds(json.getLong("dvrSeconds")),
          OnStale.of(json.getString("onStale")),
          json.getString("keyHash").strip(),
          json.getBoolean("open"),
          Optional.ofNullable(json.getJsonObject("encryption")).map(ChannelEncryption::fromJson),
          Optional.ofNullable(json.getString("publisher")));
    } catch (NullPointerException | ClassCastException e) {
      throw new IllegalArgumentException("a field of a channel is missing or ill-typed", e);
    }
  }
}
