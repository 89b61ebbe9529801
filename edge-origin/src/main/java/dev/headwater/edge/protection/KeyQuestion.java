package dev.headwater.edge.protection;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;

/**
 * What players with Clear Key ask a server for: keys by what boxes call them (W3C Encrypted Media
 * Extensions, section 9.1.3). Immutable.
 */
public record KeyQuestion(Set<UUID> kids) {
  /** Of more renditions than a channel has, in a period each. */
  static final int MOST_KIDS = 64;

  /** Keys that are kept with the player are none of ours. */
  static final String TYPE = "temporary";

  private static final int KID_BYTES = 16;

  public KeyQuestion {
    kids = Set.copyOf(kids);
  }

  /** Fails with IllegalArgumentException where it is none. */
  public static KeyQuestion of(Buffer json) {
    try {
      return of(new JsonObject(json));
    } catch (DecodeException | ClassCastException _) {
      throw new IllegalArgumentException(
          "no question of Clear Key (expected: {\"kids\": [...], \"type\": \"temporary\"})");
    }
  }

  private static KeyQuestion of(JsonObject json) {
    String type = json.getString("type", TYPE);
    if (!TYPE.equals(type)) {
      throw new IllegalArgumentException("type: '%s' (expected: temporary)".formatted(type));
    }
    JsonArray said = json.getJsonArray("kids");
    JsonArray names = said == null ? new JsonArray() : said;
    if (names.isEmpty() || names.size() > MOST_KIDS) {
      throw new IllegalArgumentException(
          "kids: %d (expected: 1 to %d)".formatted(names.size(), MOST_KIDS));
    }
    Set<UUID> kids = new LinkedHashSet<>();
    for (int i = 0; i < names.size(); i++) {
      kids.add(kid(String.valueOf(names.getString(i))));
    }
    return new KeyQuestion(kids);
  }

  private static UUID kid(String base64) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(base64);
    } catch (IllegalArgumentException _) {
      bytes = new byte[0];
    }
    if (bytes.length != KID_BYTES) {
      throw new IllegalArgumentException("a KID that isn't 16 bytes in base64url");
    }
    ByteBuffer kid = ByteBuffer.wrap(bytes);
    return new UUID(kid.getLong(), kid.getLong());
  }
}
