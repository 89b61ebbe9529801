package dev.headwater.control;

import dev.headwater.platform.feed.ChannelReport;
import dev.headwater.platform.feed.FeedPage;
import dev.headwater.platform.feed.NodeReport;
import dev.headwater.platform.identity.Identity;
import dev.headwater.platform.identity.NodeRole;
import dev.headwater.platform.identity.NodeTokens;
import dev.headwater.platform.settings.Secret;
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
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a node of the data plane says on the internal port. Immutable. */
record TestNode(String name, int port, String authorization) {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  static TestNode of(TestControlPlane control, String name) {
    return of(control, name, "Bearer " + token(TestControlPlane.NODE_ROOT, NodeRole.EDGE, name));
  }

  /** One that shows what it likes. */
  static TestNode of(TestControlPlane control, String name, String authorization) {
    return new TestNode(name, control.server().internalPort(), authorization);
  }

  static String token(Secret root, NodeRole role, String name) {
    return new NodeTokens(root, Optional.empty()).issue(new Identity(role, name));
  }

  /** The same, showing nothing. */
  TestNode without() {
    return new TestNode(name, port, "");
  }

  HttpResponse<String> get(String pathAndQuery) {
    return send(request(pathAndQuery).GET().build());
  }

  HttpResponse<String> post(String path, String body) {
    return send(request(path).POST(BodyPublishers.ofString(body)).build());
  }

  FeedPage feed(String history, long after, int waitSeconds) {
    HttpResponse<String> answer =
        get("/internal/feed?history=%s&after=%d&wait=%d".formatted(history, after, waitSeconds));
    if (answer.statusCode() != 200) {
      throw new IllegalStateException("feed: " + answer.statusCode() + " " + answer.body());
    }
    return FeedPage.fromJson(new JsonObject(answer.body()));
  }

  int report(NodeReport.State state, long... sequences) {
    return post("/internal/report", report(feed("", 0, 0).history(), state, sequences).encode())
        .statusCode();
  }

  /** As this node says it, of a history. */
  JsonObject report(String history, NodeReport.State state, long... sequences) {
    return new NodeReport(
            name,
            "origin",
            "here",
            "1",
            "p1",
            Instant.EPOCH,
            history,
            Arrays.stream(sequences)
                .mapToObj(sequence -> new NodeReport.Applied(sequence, Instant.now()))
                .toList(),
            state,
            List.of(),
            List.of())
        .toJson();
  }

  /** Tells that a session of a viewer goes on. */
  int reportStream(String viewer, String session) {
    JsonObject stream = new JsonObject().put("viewer", viewer).put("session", session);
    JsonObject report =
        report(feed("", 0, 0).history(), NodeReport.State.SERVING, 1)
            .put("streams", new JsonArray().add(stream));
    return post("/internal/report", report.encode()).statusCode();
  }

  /** Tells of the media that comes to channels. */
  int reportChannels(ChannelReport... channels) {
    JsonObject report = report(feed("", 0, 0).history(), NodeReport.State.SERVING, 1);
    NodeReport silent = NodeReport.fromJson(report);
    NodeReport told =
        new NodeReport(
            name,
            silent.role(),
            silent.region(),
            silent.version(),
            silent.policy(),
            silent.startedAt(),
            silent.history(),
            silent.applied(),
            silent.state(),
            List.of(),
            List.of(channels));
    return post("/internal/report", told.toJson().encode()).statusCode();
  }

  /** All that the feed has now. */
  List<Long> sequences() {
    return feed("", 0, 0).entries().stream().map(entry -> entry.sequence()).toList();
  }

  private HttpRequest.Builder request(String pathAndQuery) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + pathAndQuery))
            .timeout(Duration.ofSeconds(40));
    return authorization.isEmpty() ? request : request.header("Authorization", authorization);
  }

  private static HttpResponse<String> send(HttpRequest request) {
    try {
      return HTTP.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
