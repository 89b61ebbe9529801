package dev.headwater.standalone.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/** A plain client: HTTP/1.1, every wait bounded. */
final class Http {
  static final Duration LIMIT = Duration.ofSeconds(30);

  static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  private Http() {}

  /** Fails when there is no answer; any status is one. */
  static HttpResponse<byte[]> get(URI address) {
    try {
      return send(HttpRequest.newBuilder(address).timeout(LIMIT).build());
    } catch (IOException e) {
      throw new UncheckedIOException("GET " + address, e);
    }
  }

  static HttpResponse<byte[]> send(HttpRequest request) throws IOException {
    try {
      return CLIENT.send(request, BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  static String text(URI address) {
    HttpResponse<byte[]> response = get(address);
    if (response.statusCode() != 200) {
      throw new AssertionError("GET " + address + ": " + response.statusCode());
    }
    return new String(response.body(), java.nio.charset.StandardCharsets.UTF_8);
  }

  /** What a playlist refers to in lines of their own: variants or segments, in order. */
  static List<URI> playlist(URI address) {
    return text(address)
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .map(address::resolve)
        .toList();
  }
}
