package dev.headwater.control;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Calls the API as one person, or as nobody. Immutable. */
public final class ApiClient {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final int port;
  private final String token;

  ApiClient(int port, String token) {
    this.port = port;
    this.token = token;
  }

  /** What came back. */
  public record Answer(int status, HttpResponse<String> response) {
    public JsonObject json() {
      return new JsonObject(response.body());
    }

    public String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    /** Of a problem. */
    public String detail() {
      return json().getString("detail");
    }
  }

  public ApiClient logIn(String email, String password) {
    Answer answer =
        post("auth/login", new JsonObject().put("email", email).put("password", password));
    if (answer.status() != 200) {
      throw new IllegalStateException("log-in: " + answer.status() + " (expected: 200)");
    }
    return with(answer.json().getString("accessToken"));
  }

  public ApiClient with(String accessToken) {
    return new ApiClient(port, accessToken);
  }

  public Answer get(String path) {
    return send("GET", "/api/v1/" + path, BodyPublishers.noBody());
  }

  public Answer post(String path, JsonObject body) {
    return send("POST", "/api/v1/" + path, json(body), "Content-Type", "application/json");
  }

  public Answer patch(String path, JsonObject body) {
    return send("PATCH", "/api/v1/" + path, json(body), "Content-Type", "application/json");
  }

  public Answer delete(String path) {
    return send("DELETE", "/api/v1/" + path, BodyPublishers.noBody());
  }

  public Answer put(String path, BodyPublisher body) {
    return send("PUT", "/api/v1/" + path, body);
  }

  /** Headers as names and values in turn. */
  public Answer send(String method, String path, BodyPublisher body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(TIMEOUT)
            .method(method, body);
    if (headers.length > 0) {
      request.headers(headers);
    }
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    try {
      HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
      return new Answer(response.statusCode(), response);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  public int port() {
    return port;
  }

  public String token() {
    return token;
  }

  private static BodyPublisher json(JsonObject body) {
    return BodyPublishers.ofString(body.encode());
  }
}
