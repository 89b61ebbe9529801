package dev.headwater.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.StreamResetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Content on its way, read by many, over both versions of HTTP. */
class StreamingIT {
  private static final int LARGE = 20_000_000;
  private static final int SMALL = 100_000;
  private static final int CLIENTS = 1_000;

  /** As many streams as the node allows on a connection of HTTP/2. */
  private static final int STREAMS = 100;

  /** Clients on one connection that read nothing must not stop the others on it. */
  private static final int CONNECTION_WINDOW = 64 << 20;

  private final Promise<Void> rest = Promise.promise();
  private final Upstream upstream = new Upstream(this::half);
  private final Vertx vertx = Vertx.vertx();
  private final List<Node> nodes = new ArrayList<>();

  @AfterEach
  void stop() {
    Node.await(vertx.close());
    nodes.forEach(Node::close);
    upstream.close();
  }

  private Node edge(String memory) {
    Node node =
        Node.edge(upstream.port(), Map.of("policy", "honour-upstream", "memory.max-size", memory));
    nodes.add(node);
    return node;
  }

  private HttpClient client(HttpVersion version) {
    return vertx.createHttpClient(
        new HttpClientOptions()
            .setProtocolVersion(version)
            .setHttp2ClearTextUpgrade(false)
            .setHttp2ConnectionWindowSize(CONNECTION_WINDOW),
        new PoolOptions()
            .setHttp1MaxSize(CLIENTS)
            .setHttp2MaxSize(CLIENTS / STREAMS)
            .setMaxWaitQueueSize(CLIENTS));
  }

  /** Half of what the path says, and the other half when the test says so. */
  private void half(HttpServerRequest request) {
    int size = Integer.parseInt(request.uri().substring(1, request.uri().indexOf('/', 1)));
    request
        .response()
        .putHeader("Cache-Control", "max-age=600")
        .putHeader("Content-Length", Integer.toString(size))
        .write(PathContent.of(request.uri(), 0, size / 2));
    rest.future()
        .onSuccess(
            _ -> request.response().end(PathContent.of(request.uri(), size / 2, size - size / 2)));
  }

  private double upstreamRequests() {
    return upstream.requests.size();
  }

  @ParameterizedTest
  @EnumSource(
      value = HttpVersion.class,
      names = {"HTTP_1_1", "HTTP_2"})
  void aSecondClientGetsWhatIsHereBeforeTheRestWasSent(HttpVersion version) {
    Node edge = edge("256MiB");
    HttpClient client = client(version);
    String path = "/" + LARGE + "/a";
    Download first = Download.begin(vertx, client, edge.port(), path, false);
    first.awaitBytes(LARGE / 2);

    Download second = Download.begin(vertx, client, edge.port(), path, false);
    second.awaitBytes(LARGE / 2);
    assertThat(upstreamRequests()).isEqualTo(1);
    rest.complete();

    assertThat(first.bytes()).isEqualTo(LARGE);
    assertThat(second.bytes()).isEqualTo(LARGE);
    assertThat(edge.get(path).header("Cache-Status")).contains(";hit;");
    assertThat(upstreamRequests()).isEqualTo(1);
    assertKeptAlone(edge);
  }

  @ParameterizedTest
  @EnumSource(
      value = HttpVersion.class,
      names = {"HTTP_1_1", "HTTP_2"})
  void aThousandClientsAreOneRequestToTheUpstream(HttpVersion version) {
    Node edge = edge("64MiB");
    HttpClient client = client(version);
    String path = "/" + SMALL + "/a";
    List<Download> downloads = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      downloads.add(Download.begin(vertx, client, edge.port(), path, false));
    }
    downloads.getFirst().awaitBytes(SMALL / 2);
    downloads.getLast().awaitBytes(SMALL / 2);
    rest.complete();

    Node.await(Future.all(downloads.stream().map(Download::end).toList()));
    assertThat(downloads).allSatisfy(download -> assertThat(download.bytes()).isEqualTo(SMALL));
    assertThat(upstreamRequests()).isEqualTo(1);
    assertKeptAlone(edge);
  }

  @ParameterizedTest
  @EnumSource(
      value = HttpVersion.class,
      names = {"HTTP_1_1", "HTTP_2"})
  void contentWithoutALengthThatIsCutIsNotTakenForWhole(HttpVersion version) {
    upstream.now(request ->
        request
            .response()
            .setChunked(true)
            .write(PathContent.of(request.uri(), 0, SMALL))
            .onSuccess(_ -> rest.future().onSuccess(_ -> request.connection().close())));
    Node edge = edge("64MiB");
    Download cut = Download.begin(vertx, client(version), edge.port(), "/cut", false);
    cut.awaitBytes(SMALL);
    rest.complete();
    Throwable cause =
        Node.await(cut.end().transform(ended -> Future.succeededFuture(ended.cause())));
    assertThat(cause).isNotNull();
    if (version == HttpVersion.HTTP_2) {
      assertThat(cause)
          .isInstanceOfSatisfying(
              StreamResetException.class, reset -> assertThat(reset.getCode()).isEqualTo(2));
    }
  }

  /** What is evicted while clients read it slowly, and others leave, is given back in the end. */
  @ParameterizedTest
  @EnumSource(
      value = HttpVersion.class,
      names = {"HTTP_1_1", "HTTP_2"})
  void slowClientsKeepWhatIsEvictedUntilTheyHaveItOrLeave(HttpVersion version) {
    rest.complete();
    Node edge = edge("16MiB");
    HttpClient client = client(version);
    List<Download> slow = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      slow.add(Download.begin(vertx, client, edge.port(), "/1900000/" + i, true));
    }
    slow.forEach(download -> assertThat(download.status()).isEqualTo(200));
    for (int i = 0; i < 60; i++) {
      Download evicting = Download.begin(vertx, client, edge.port(), "/" + SMALL + "/" + i, false);
      assertThat(evicting.bytes()).isEqualTo(SMALL);
    }
    slow.subList(0, 3).forEach(Download::leaves);
    slow.subList(3, 6).forEach(Download::readsOn);
    assertThat(slow.subList(3, 6))
        .allSatisfy(download -> assertThat(download.bytes()).isEqualTo(1_900_000));
    assertKeptAlone(edge);
  }

  /** Off-heap memory is what the tier accounts for, but for its entries' own part on the heap. */
  private static void assertKeptAlone(Node edge) {
    edge.awaitQuiet();
    double accounted = edge.metric("headwater_memory_size_bytes", "");
    double entries = edge.metric("headwater_memory_entries", "");
    assertThat(edge.metric("headwater_memory_allocated_bytes", ""))
        .isBetween(accounted - entries * 4096, accounted);
  }
}
