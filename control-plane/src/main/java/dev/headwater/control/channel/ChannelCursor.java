package dev.headwater.control.channel;

import dev.headwater.control.refusal.Reason;
import dev.headwater.control.refusal.RefusedException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;

/** Where the next page of channels begins: after this one. Opaque to callers. Immutable. */
public record ChannelCursor(Instant createdAt, String id) {
  private static final int MEMBERS = 2;

  static ChannelCursor after(LiveChannel channel) {
    return new ChannelCursor(channel.createdAt(), channel.id());
  }

  String encode() {
    byte[] json =
        new JsonArray().add(createdAt.toString()).add(id).encode().getBytes(StandardCharsets.UTF_8);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(json);
  }

  /** Refused with 400 where the text isn't a cursor. */
  public static ChannelCursor decode(String text) {
    try {
      JsonArray json = new JsonArray(Buffer.buffer(Base64.getUrlDecoder().decode(text)));
      if (json.size() == MEMBERS) {
        return new ChannelCursor(Instant.parse(json.getString(0)), json.getString(1).strip());
      }
    } catch (IllegalArgumentException
        | DecodeException
        | ClassCastException
        | NullPointerException
        | DateTimeParseException e) {
      throw refused();
    }
    throw refused();
  }

  private static RefusedException refused() {
    return new RefusedException(
        Reason.INVALID_REQUEST, "cursor: not one that a list of channels gave as nextCursor");
  }
}
