package dev.headwater.control.recording;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The nodes of the data plane that channels are read from. Thread-safe. */
public final class ChannelNodes {
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(2);

  /** For all of an answer: a segment of several megabytes that comes from a store far away. */
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final HttpClient client;
  private final List<String> nodes;

  /**
   * @param nodes in the order in which they are asked
   */
  public ChannelNodes(Vertx vertx, List<URI> nodes) {
    this.nodes = nodes.stream().map(url -> url.toString().replaceAll("/+$", "")).toList();
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions().setConnectTimeout((int) CONNECT_LIMIT.toMillis()));
  }

  /**
   * What the first node that has it says; fails with {@link RecordingException} where none has it.
   *
   * @param path with a slash before it
   */
  Future<Buffer> read(String path) {
    return read(0, path);
  }

  private Future<Buffer> read(int node, String path) {
    return ask(nodes.get(node) + path)
        .recover(failure -> {
          RecordingException why = exception(failure);
          return node + 1 == nodes.size()
              ? Future.failedFuture(why)
              : read(node + 1, path).recover(later -> Future.failedFuture(told(why, later)));
        });
  }

  private Future<Buffer> ask(String uri) {
    return client
        .request(new RequestOptions().setMethod(HttpMethod.GET).setAbsoluteURI(uri))
        .compose(HttpClientRequest::send)
        .compose(response ->
            response
                .body()
                .compose(body ->
                    response.statusCode() == 200
                        ? Future.succeededFuture(body)
                        : Future.failedFuture(refusal(response.statusCode()))))
        .timeout(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static RecordingException refusal(int status) {
    return switch (status) {
      case 404 ->
          new RecordingException(
              RecordingException.Kind.NOTHING, "the channel has nothing of that time");
      case 410 ->
          new RecordingException(
              RecordingException.Kind.LOST, "the channel keeps nothing of that time any more");
      default ->
          new RecordingException(
              RecordingException.Kind.UNREACHABLE, "the data plane answers with " + status);
    };
  }

  private static RecordingException exception(Throwable failure) {
    return failure instanceof RecordingException known
        ? known
        : new RecordingException(
            RecordingException.Kind.UNREACHABLE, "the data plane can't be reached: " + failure);
  }

  /** What says more of the two. */
  private static RecordingException told(RecordingException first, Throwable later) {
    RecordingException second = exception(later);
    return second.kind().compareTo(first.kind()) > 0 ? second : first;
  }

  public Future<Void> close() {
    return client.close();
  }
}
