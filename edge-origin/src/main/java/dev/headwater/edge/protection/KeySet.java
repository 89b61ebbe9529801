package dev.headwater.edge.protection;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Keys as players with Clear Key are told them: a JSON Web Key Set (W3C Encrypted Media Extensions,
 * section 9.1.4; RFC 7517, section 5). Immutable.
 *
 * @param keys 16 bytes each, by what boxes call them
 */
public record KeySet(SortedMap<UUID, byte[]> keys) {
  public KeySet {
    keys = Collections.unmodifiableSortedMap(new TreeMap<>(keys));
  }

  public boolean isEmpty() {
    return keys.isEmpty();
  }

  public Buffer json() {
    JsonArray members = new JsonArray();
    keys.forEach((kid, key) ->
        members.add(
            new JsonObject()
                .put("kty", "oct")
                .put("kid", base64(bytes(kid)))
                .put("k", base64(key))));
    return new JsonObject().put("keys", members).put("type", KeyQuestion.TYPE).toBuffer();
  }

  private static byte[] bytes(UUID kid) {
    return ByteBuffer.allocate(Long.BYTES * 2)
        .putLong(kid.getMostSignificantBits())
        .putLong(kid.getLeastSignificantBits())
        .array();
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  @Override
  public String toString() {
    return "KeySet[" + keys.keySet() + "]";
  }
}
