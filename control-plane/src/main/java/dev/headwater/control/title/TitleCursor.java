package dev.headwater.control.title;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.Optional;

/**
 * Where the next page of a list begins: after the title with this sort key and id. Opaque to
 * callers. Immutable.
 */
record TitleCursor(TitleOrder order, String key, String id) {
  private static final int MEMBERS = 3;

  static TitleCursor after(TitleOrder order, Title title) {
    return new TitleCursor(order, order.key(title), title.id());
  }

  String encode() {
    byte[] json =
        new JsonArray()
            .add(order.word())
            .add(key)
            .add(id)
            .encode()
            .getBytes(StandardCharsets.UTF_8);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(json);
  }

  /** Empty where the text isn't a cursor of a list in this order. */
  static Optional<TitleCursor> decode(String text, TitleOrder order) {
    try {
      JsonArray json = new JsonArray(Buffer.buffer(Base64.getUrlDecoder().decode(text)));
      if (json.size() != MEMBERS || !order.word().equals(json.getString(0))) {
        return Optional.empty();
      }
      TitleCursor cursor =
          new TitleCursor(order, json.getString(1).strip(), json.getString(2).strip());
      order.parameter(cursor.key);
      return Optional.of(cursor);
    } catch (IllegalArgumentException
        | DecodeException
        | ClassCastException
        | NullPointerException
        | DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
