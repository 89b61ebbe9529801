package dev.headwater.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.platform.feed.FeedPage;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node before control planes that say now this, now that. */
class FeedRestartIT {
  @TempDir Path folder;
  private final Vertx vertx = Vertx.vertx();
  private final AtomicInteger asked = new AtomicInteger();

  @AfterEach
  void stop() {
    Node.await(vertx.close());
  }

  private Node node() {
    HttpServer control =
        Node.await(
            vertx
                .createHttpServer()
                .requestHandler(request ->
                    request
                        .response()
                        .end(
                            "/internal/feed".equals(request.path())
                                ? page().toJson().encode()
                                : ""))
                .listen(0, "127.0.0.1"));
    return new Node(
        folder,
        Map.of(
            "feed.urls",
            "http://127.0.0.1:" + control.actualPort(),
            "feed.credential.token",
            "hw1.edge.n1.mac"));
  }

  /** Each is of another history than the one before. */
  private FeedPage page() {
    String history = asked.incrementAndGet() % 2 == 0 ? "a" : "b";
    return new FeedPage(history, 0, 0, false, List.of());
  }

  @Test
  void aHistoryThatFlapsDoesNotKeepTheNodeBusy() throws InterruptedException {
    try (Node node = node()) {
      assertThat(node.port()).isPositive();
      int before = asked.get();
      TimeUnit.SECONDS.sleep(1);
      assertThat(asked.get() - before).as("questions in a second").isLessThan(20);
    }
  }
}
