package dev.headwater.standalone.client;

import dev.headwater.standalone.CommandFailure;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Calls of the control plane's public API, as JSON. Any status but a success is an {@link
 * ApiRefusal}; no answer at all is an {@link Unreachable}. Thread-safe.
 */
final class Api implements AutoCloseable {
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);

  /**
   * A body of which nothing moves for so long is lost; making one object of it may take a while.
   */
  private static final Duration STILL_LIMIT = Duration.ofMinutes(2);

  private static final long LOOK_MILLIS = 500;

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

  /** A call without a body that is answered by headers. */
  HttpHeaders call(
      String method, String path, Map<String, String> headers, String... authorization) {
    HttpRequest.Builder request = request(path, authorization).timeout(ANSWER_LIMIT);
    headers.forEach(request::header);
    return exchange(request.method(method, BodyPublishers.noBody())).headers();
  }

  /** Sends bytes for as long as they move. */
  void patch(String path, Map<String, String> headers, CountedBody body, String... authorization) {
    HttpRequest.Builder request = request(path, authorization).method("PATCH", body);
    headers.forEach(request::header);
    CompletableFuture<HttpResponse<String>> sending =
        http.sendAsync(request.build(), BodyHandlers.ofString());
    while (true) {
      try {
        checked(sending.get(LOOK_MILLIS, TimeUnit.MILLISECONDS));
        return;
      } catch (TimeoutException e) {
        if (body.stillFor().compareTo(STILL_LIMIT) > 0) {
          sending.cancel(true);
          throw new Unreachable(system, new HttpTimeoutException("no byte moves any more"));
        }
      } catch (ExecutionException e) {
        throw e.getCause() instanceof IOException broken
            ? new Unreachable(system, broken)
            : new IllegalStateException(e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CommandFailure("interrupted", e);
      }
    }
  }

  private HttpRequest.Builder request(String path, String... authorization) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(system + "/api/v1/" + path));
    for (String token : authorization) {
      request.header("Authorization", "Bearer " + token);
    }
    return request;
  }

  private JsonObject send(HttpRequest.Builder request) {
    return json(exchange(request).body());
  }

  private HttpResponse<String> exchange(HttpRequest.Builder request) {
    try {
      return checked(http.send(request.build(), BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new Unreachable(system, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("interrupted", e);
    }
  }

  private static HttpResponse<String> checked(HttpResponse<String> response) {
    if (response.statusCode() / 100 != 2) {
      throw new ApiRefusal(response.statusCode(), json(response.body()));
    }
    return response;
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
