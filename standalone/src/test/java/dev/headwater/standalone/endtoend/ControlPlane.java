package dev.headwater.standalone.endtoend;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** The public API of the control plane, called as the first administrator. Not thread-safe. */
final class ControlPlane {
  private static final Set<String> FINAL = Set.of("ready", "failed", "retired");

  private final URI system;
  private String token = "";

  /**
   * @param system without a slash at the end
   */
  ControlPlane(URI system) {
    this.system = system;
  }

  /** Where a title plays. Immutable. */
  record Playback(URI hls, Optional<URI> dash) {}

  /** Whether it is up and lets the administrator in. */
  boolean accepts() {
    return logIn() == 200;
  }

  /** The status of the answer; 0 where there is none. */
  int logIn() {
    try {
      JsonObject who =
          new JsonObject().put("email", Installation.EMAIL).put("password", Installation.PASSWORD);
      HttpResponse<byte[]> response = Http.send(post("auth/login", who));
      if (response.statusCode() == 200) {
        token = json(response).getString("accessToken");
      }
      return response.statusCode();
    } catch (IOException none) {
      return 0;
    }
  }

  /** A new public title without a source; returns its id. */
  String createTitle(String name) {
    return createTitle(name, "public");
  }

  String createTitle(String name, String visibility) {
    return call(post("titles", new JsonObject().put("name", name).put("visibility", visibility)))
        .getString("id");
  }

  /** Purges all that belongs to a title; returns the purge. */
  JsonObject purge(String title) {
    return call(
        post("purges", new JsonObject().put("tags", new JsonArray().add("title-" + title))));
  }

  /** How far a purge has got. */
  JsonObject purgeState(String id) {
    return call(request("purges/" + id).timeout(Http.LIMIT).build());
  }

  /** The nodes of the data plane that it knows of. */
  List<JsonObject> nodes() {
    return call(request("nodes").timeout(Http.LIMIT).build()).getJsonArray("items").stream()
        .map(JsonObject.class::cast)
        .toList();
  }

  /**
   * A new public channel, as its owner sees it.
   *
   * @param onStale hold, slate or error
   */
  JsonObject createChannel(String name, String onStale) {
    return call(
        post(
            "channels",
            new JsonObject()
                .put("name", name)
                .put("visibility", "public")
                .put("onStale", onStale)));
  }

  /**
   * A new private channel of low latency whose samples are encrypted, as its owner sees it.
   *
   * @param rotationSeconds for about so long a key is used
   */
  JsonObject createProtectedChannel(String name, int rotationSeconds) {
    return call(
        post(
            "channels",
            new JsonObject()
                .put("name", name)
                .put("visibility", "private")
                .put("encryption", "cbcs")
                .put("keyRotationSeconds", rotationSeconds)));
  }

  /** Where a channel plays, as the API says it. */
  JsonObject channelPlayback(String id) {
    return call(post("channels/" + id + "/playback", new JsonObject()));
  }

  JsonObject channel(String id) {
    return call(request("channels/" + id).timeout(Http.LIMIT).build());
  }

  JsonObject title(String id) {
    return call(request("titles/" + id).timeout(Http.LIMIT).build());
  }

  /** The newest job of a title. */
  JsonObject job(String title) {
    return call(request("jobs?title=" + title).timeout(Http.LIMIT).build())
        .getJsonArray("items")
        .getJsonObject(0);
  }

  /** Returns the job as it is then. */
  JsonObject cancelJob(String id) {
    return call(post("jobs/" + id + "/cancel", new JsonObject()));
  }

  Playback playback(String id) {
    JsonObject playback = call(post("titles/" + id + "/playback", new JsonObject()));
    return new Playback(
        URI.create(playback.getString("hls")),
        Optional.ofNullable(playback.getString("dash")).map(URI::create));
  }

  /** Completes with the status of the answer. */
  CompletableFuture<Integer> upload(String id, BodyPublisher source) {
    HttpRequest request =
        request("titles/" + id + "/source")
            .header("Content-Type", "application/octet-stream")
            .PUT(source)
            .build();
    return Http.CLIENT
        .sendAsync(request, HttpResponse.BodyHandlers.discarding())
        .thenApply(HttpResponse::statusCode);
  }

  /** Returns when the packaging has ended, well or badly. */
  JsonObject awaitEnd(String id, Duration limit) {
    return Await.answer(
        "packaging of title " + id,
        limit,
        () -> Optional.of(title(id)).filter(title -> FINAL.contains(title.getString("status"))));
  }

  private HttpRequest post(String path, JsonObject body) {
    return request(path)
        .header("Content-Type", "application/json")
        .timeout(Http.LIMIT)
        .POST(BodyPublishers.ofString(body.encode()))
        .build();
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(system + "/api/v1/" + path));
    return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
  }

  private static JsonObject call(HttpRequest request) {
    try {
      HttpResponse<byte[]> response = Http.send(request);
      if (response.statusCode() / 100 != 2) {
        throw new AssertionError(
            "%s %s: %d %s"
                .formatted(request.method(), request.uri(), response.statusCode(), text(response)));
      }
      return json(response);
    } catch (IOException e) {
      throw new UncheckedIOException(request.method() + " " + request.uri(), e);
    }
  }

  private static JsonObject json(HttpResponse<byte[]> response) {
    return new JsonObject(text(response));
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }
}
