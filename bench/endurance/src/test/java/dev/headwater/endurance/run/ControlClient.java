package dev.headwater.endurance.run;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Collection;

/** An administrator's calls of a control plane. Thread-safe. */
final class ControlClient {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI api;
  private final String token;

  ControlClient(int port, String email, String password) {
    this.api = URI.create("http://127.0.0.1:" + port + "/api/v1/");
    this.token =
        call(request("auth/login")
                .POST(body(new JsonObject().put("email", email).put("password", password))))
            .getString("accessToken");
  }

  /** What was taken: id and sequence. */
  JsonObject purge(Collection<String> tags) {
    return call(
        authorized("purges")
            .POST(body(new JsonObject().put("tags", new JsonArray(tags.stream().toList())))));
  }

  JsonObject get(String path) {
    return call(authorized(path).GET());
  }

  private HttpRequest.Builder authorized(String path) {
    return request(path).header("Authorization", "Bearer " + token);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(api.resolve(path))
        .timeout(LIMIT)
        .header("Content-Type", "application/json");
  }

  private static HttpRequest.BodyPublisher body(JsonObject json) {
    return BodyPublishers.ofString(json.encode());
  }

  private JsonObject call(HttpRequest.Builder request) {
    try {
      HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
      if (answer.statusCode() / 100 != 2) {
        throw new IllegalStateException(answer.statusCode() + " " + answer.body());
      }
      return new JsonObject(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
