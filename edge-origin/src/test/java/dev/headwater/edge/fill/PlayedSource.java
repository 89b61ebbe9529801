package dev.headwater.edge.fill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.source.Source;
import dev.headwater.edge.source.SourceRequest;
import dev.headwater.edge.source.SourceResponse;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A source whose part a test plays: each request waits until the test answers it. */
final class PlayedSource implements Source {
  private final TestLoop loop;
  private final List<SourceRequest> asked = new ArrayList<>();
  private final Deque<Reply> unanswered = new ArrayDeque<>();

  PlayedSource(TestLoop loop) {
    this.loop = loop;
  }

  @Override
  public Future<SourceResponse> send(SourceRequest request) {
    Reply reply = new Reply(loop, request);
    asked.add(request);
    unanswered.add(reply);
    return reply.promised();
  }

  /** The oldest request that has no answer yet. */
  Reply next() {
    loop.until("a request to the source", () -> !unanswered.isEmpty());
    return loop.call(unanswered::remove);
  }

  /** How many requests have come in all, once nothing is left to happen. */
  int asked() {
    loop.settle();
    return loop.call(asked::size);
  }

  /** The Range fields of all requests that had one. */
  List<String> ranges() {
    loop.settle();
    return loop.call(() ->
        asked.stream()
            .flatMap(request -> request.head().fields().lines("Range").stream())
            .toList());
  }

  /** Nothing is left to be answered. */
  void close() {
    loop.settle();
    assertThat(loop.call(() -> List.copyOf(unanswered))).isEmpty();
  }
}
