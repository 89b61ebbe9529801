package dev.headwater.control.http;

import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a call is answered with. Immutable.
 *
 * @param body JSON; null where there is none
 * @param headers besides those that every answer has
 */
record ApiAnswer(int status, @Nullable JsonObject body, Map<String, String> headers) {
  ApiAnswer {
    headers = Map.copyOf(headers);
  }

  static ApiAnswer of(int status, JsonObject body) {
    return new ApiAnswer(status, body, Map.of("Content-Type", "application/json"));
  }

  static ApiAnswer noContent() {
    return new ApiAnswer(204, null, Map.of());
  }

  ApiAnswer with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new ApiAnswer(status, body, more);
  }
}
