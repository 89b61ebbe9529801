package dev.headwater.platform.secret;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;

/**
 * Asks servers that keep secrets, with every wait and every answer bounded. Blocks; the settings
 * are read before there is an event loop. Thread-safe.
 */
final class SecretHttp {
  /** Bounds the making of a connection: such a server is near. */
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(2);

  /** Bounds the whole call. */
  private static final Duration LIMIT = Duration.ofSeconds(5);

  /** What either server keeps at most in one secret is 64 KiB, before it is written as JSON. */
  private static final long MAX_BYTES = 512 * 1024;

  /** Made for the first call: most programs have no secret that is asked for. */
  private static final class Client {
    static final HttpClient SHARED =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER) // credentials go to the named server only
            .connectTimeout(CONNECT_LIMIT)
            .build();
  }

  private SecretHttp() {}

  /**
   * What was answered.
   *
   * @param status of HTTP
   * @param body empty where it is no JSON object
   */
  record Answer(int status, JsonObject body) {
    @Override
    public String toString() {
      return "status " + status;
    }
  }

  /** Fails with SecretException where there is no answer in time. */
  static Answer send(HttpRequest.Builder request) {
    try {
      HttpResponse<byte[]> response =
          Client.SHARED.send(
              request.timeout(LIMIT).build(),
              BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_BYTES));
      return new Answer(response.statusCode(), json(response.body()));
    } catch (HttpTimeoutException e) {
      throw new SecretException("no answer within " + LIMIT.toSeconds() + " s", e);
    } catch (IOException e) {
      throw new SecretException("the server can't be asked: " + e.getClass().getSimpleName(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SecretException("the call was broken off", e);
    }
  }

  private static JsonObject json(byte[] body) {
    try {
      return body.length == 0 ? new JsonObject() : new JsonObject(Buffer.buffer(body));
    } catch (DecodeException | ClassCastException e) {
      return new JsonObject();
    }
  }
}
