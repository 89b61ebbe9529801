package dev.headwater.platform.publication;

import dev.headwater.platform.sealing.Envelope;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/**
 * A key that content of a publication is encrypted with. Immutable.
 *
 * @param id {@code TITLE-EPOCH-N}, as in {@code /keys/{id}}
 * @param sealed the key, 16 bytes, for this alone; see {@link Envelope}
 */
public record ContentKey(String id, String sealed) {
  private static final int BYTES = 16;

  /**
   * A key of a publication.
   *
   * @param number tells it from others of the same
   */
  public static ContentKey of(
      String titleId, String epoch, int number, byte[] key, Envelope envelope) {
    if (key.length != BYTES) {
      throw new IllegalArgumentException("key: " + key.length + " bytes (expected: 16)");
    }
    String id = titleId + "-" + epoch + "-" + number;
    return new ContentKey(id, envelope.seal(key, purpose(id)));
  }

  /** Empty where it can't be opened with the sealing keys that are here. */
  public Optional<byte[]> open(Envelope envelope) {
    return envelope.open(sealed, purpose(id)).filter(key -> key.length == BYTES);
  }

  private static String purpose(String id) {
    return "content key " + id;
  }

  JsonObject toJson() {
    return new JsonObject().put("id", id).put("sealed", sealed);
  }

  static ContentKey fromJson(JsonObject json) {
    return new ContentKey(json.getString("id").strip(), json.getString("sealed").strip());
  }
}
