package dev.headwater.cdnconfig;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * An answer to a request that was written byte by byte: no client touches its path or its fields.
 * Immutable.
 */
record RawAnswer(int status, List<String> fields, String body) {
  /** Bounds how long a machine under load takes. */
  private static final int LIMIT_MILLIS = 60_000;

  /** Sends an event as the request that it is of. */
  static RawAnswer to(int port, String host, JsonObject event) throws IOException {
    JsonObject request = event.getJsonObject("request");
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s %s%s HTTP/1.0"
            .formatted(
                request.getString("method"),
                request.getString("uri"),
                query(request.getJsonObject("querystring"))));
    lines.add("Host: " + host);
    lines.add("Test-Address: " + event.getJsonObject("viewer").getString("ip"));
    JsonObject headers = request.getJsonObject("headers");
    headers.fieldNames().forEach(name -> lines.add(name + ": " + value(headers, name)));
    JsonObject cookies = request.getJsonObject("cookies");
    if (!cookies.isEmpty()) {
      lines.add("Cookie: " + String.join("; ", pairs(cookies)));
    }
    return of(port, String.join("\r\n", lines) + "\r\n\r\n");
  }

  /** Asks for a target as it is. */
  static RawAnswer to(int port, String target) throws IOException {
    return of(port, "GET " + target + " HTTP/1.0\r\nHost: cdn\r\n\r\n");
  }

  private static String query(JsonObject parameters) {
    return parameters.isEmpty() ? "" : "?" + String.join("&", pairs(parameters));
  }

  private static List<String> pairs(JsonObject all) {
    List<String> pairs = new ArrayList<>();
    for (String name : all.fieldNames()) {
      JsonObject one = all.getJsonObject(name);
      if (one.containsKey("multiValue")) {
        one.getJsonArray("multiValue")
            .forEach(each -> pairs.add(name + "=" + ((JsonObject) each).getString("value")));
      } else {
        pairs.add(name + "=" + one.getString("value"));
      }
    }
    return pairs;
  }

  private static String value(JsonObject all, String name) {
    return all.getJsonObject(name).getString("value");
  }

  /** Sends a request that is written out. */
  static RawAnswer of(int port, String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(LIMIT_MILLIS);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      String text = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      int end = text.indexOf("\r\n\r\n");
      List<String> head = List.of(text.substring(0, end).split("\r\n", -1));
      return new RawAnswer(
          Integer.parseInt(head.getFirst().split(" ", 3)[1]),
          head.subList(1, head.size()),
          text.substring(end + 4));
    }
  }

  /** As functions say answers. */
  JsonObject json() {
    JsonObject headers = new JsonObject();
    for (String field : fields) {
      int colon = field.indexOf(':');
      headers.put(
          field.substring(0, colon).toLowerCase(Locale.ROOT),
          new JsonObject().put("value", field.substring(colon + 1).strip()));
    }
    return new JsonObject().put("statusCode", status).put("headers", headers);
  }
}
