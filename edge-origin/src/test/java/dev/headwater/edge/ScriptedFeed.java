package dev.headwater.edge;

import dev.headwater.platform.feed.FeedChange;
import dev.headwater.platform.feed.FeedEntry;
import dev.headwater.platform.feed.FeedPage;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A control plane that has nothing but a log, which a test writes. */
public final class ScriptedFeed implements AutoCloseable {
  /** Longest wait for a line, so that a node asks again soon. */
  private static final long WAIT_MILLIS = 100;

  private final Vertx vertx = Vertx.vertx();
  private final List<FeedChange> lines = new CopyOnWriteArrayList<>();
  private final HttpServer server =
      Node.await(vertx.createHttpServer().requestHandler(this::answer).listen(0, "127.0.0.1"));

  public ScriptedFeed say(FeedChange change) {
    lines.add(change);
    return this;
  }

  /** Those of a node that follows it. */
  public Map<String, String> settings() {
    return Map.of(
        "feed.urls",
        "http://127.0.0.1:" + server.actualPort(),
        "feed.credential.token",
        "hw1.edge.n1.mac");
  }

  private void answer(HttpServerRequest request) {
    if (!"/internal/feed".equals(request.path())) {
      request.response().end();
      return;
    }
    int after = Integer.parseInt(request.getParam("after", "0"));
    if (after < lines.size()) {
      page(request, after);
    } else {
      vertx.setTimer(WAIT_MILLIS, _ -> page(request, after));
    }
  }

  private void page(HttpServerRequest request, int after) {
    List<FeedEntry> entries =
        java.util.stream.IntStream.range(after, lines.size())
            .mapToObj(n -> new FeedEntry(n + 1L, lines.get(n)))
            .toList();
    request
        .response()
        .end(new FeedPage("scripted", 0, lines.size(), false, entries).toJson().encode());
  }

  @Override
  public void close() {
    Node.await(vertx.close());
  }
}
