package dev.headwater.standalone.client;

import dev.headwater.standalone.CommandFailure;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/**
 * Calls of the control plane's public API, as JSON. Any status but a success is an {@link
 * ApiRefusal}; no answer at all is an {@link Unreachable}. Thread-safe.
 */
final class Api implements AutoCloseable {
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);

  private final URI system;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_LIMIT)
          .build();

  /**
   * @param system address of the control plane, without a slash at the end
   */
  Api(URI system) {
    this.system = system;
  }

  URI system() {
    return system;
  }

  /** A page of the console. */
  URI page(String path) {
    return URI.create(system + path);
  }

  JsonObject post(String path, JsonObject body, String... authorization) {
    return send(
        request(path, authorization)
            .header("Content-Type", "application/json")
            .timeout(ANSWER_LIMIT)
            .POST(BodyPublishers.ofString(body.encode())));
  }

  JsonObject get(String path, String... authorization) {
    return send(request(path, authorization).timeout(ANSWER_LIMIT).GET());
  }

  void put(String path, String... authorization) {
    send(request(path, authorization).timeout(ANSWER_LIMIT).PUT(BodyPublishers.noBody()));
  }

  void delete(String path, String... authorization) {
    send(request(path, authorization).timeout(ANSWER_LIMIT).DELETE());
  }

  /** Sends a body of any length; without a limit of time. */
  void upload(String path, BodyPublisher body, String... authorization) {
    send(request(path, authorization).header("Content-Type", "application/octet-stream").PUT(body));
  }

  private HttpRequest.Builder request(String path, String... authorization) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(system + "/api/v1/" + path));
    for (String token : authorization) {
      request.header("Authorization", "Bearer " + token);
    }
    return request;
  }

  private JsonObject send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
      JsonObject body = json(response.body());
      if (response.statusCode() / 100 != 2) {
        throw new ApiRefusal(response.statusCode(), body);
      }
      return body;
    } catch (IOException e) {
      throw new Unreachable(system, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("interrupted", e);
    }
  }

  /** Empty for an answer that is no JSON object, as an error page of some proxy. */
  private static JsonObject json(String text) {
    try {
      return text.isBlank() ? new JsonObject() : new JsonObject(text);
    } catch (DecodeException noJson) {
      return new JsonObject();
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
