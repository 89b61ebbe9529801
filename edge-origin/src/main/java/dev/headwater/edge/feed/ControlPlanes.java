package dev.headwater.edge.feed;

import dev.headwater.platform.feed.FeedPage;
import dev.headwater.platform.feed.NodeReport;
import dev.headwater.platform.identity.NodeCredential;
import dev.headwater.platform.runtime.CallerContext;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The internal ports of the control planes: one is asked until it fails, then the next, each with
 * what the node shows at that time. Confined to the event loop that it was made on.
 */
final class ControlPlanes {
  private static final int CONNECT_MILLIS = 1_000;

  /** Beyond the wait that was asked for. */
  private static final long ANSWER_MILLIS = 5_000;

  private static final int CONNECTIONS = 4;

  /** A page is cut at a megabyte, unless a single line is longer. */
  private static final long MAX_ANSWER_BYTES = 32L << 20;

  private static final int FIRST_ERROR = 300;

  private final Vertx vertx;
  private final List<URI> urls;
  private final NodeCredential credential;
  private final HttpClient client;
  private int current;

  ControlPlanes(Vertx vertx, List<URI> urls, NodeCredential credential) {
    this.vertx = vertx;
    this.urls = urls;
    this.credential = credential;
    HttpClientAgent agent =
        vertx.createHttpClient(
            credential.secured(
                new HttpClientOptions()
                    .setConnectTimeout(CONNECT_MILLIS)
                    .setDecompressionSupported(true)
                    .setTcpNoDelay(true)),
            new PoolOptions().setHttp1MaxSize(CONNECTIONS));
    credential.follow(agent);
    this.client = agent;
  }

  /** What comes after a place; fails where it can't be had, or isn't a page. */
  Future<FeedPage> page(Cursor at, long waitSeconds) {
    String path =
        "/internal/feed?history=%s&after=%d&beginning=%b&wait=%d"
            .formatted(at.history(), at.sequence(), at.beginning(), waitSeconds);
    return answer(HttpMethod.GET, path, Buffer.buffer(), waitSeconds)
        .map(body -> FeedPage.fromJson(new JsonObject(body)));
  }

  Future<Void> report(NodeReport report) {
    return answer(HttpMethod.POST, "/internal/report", report.toJson().toBuffer(), 0).mapEmpty();
  }

  private Future<Buffer> answer(HttpMethod method, String path, Buffer body, long waitSeconds) {
    int asked = current;
    return client
        .request(options(method, path, waitSeconds))
        .compose(request -> exchange(request, body))
        .timeout(waitSeconds * 1000 + ANSWER_MILLIS, TimeUnit.MILLISECONDS)
        .onFailure(_ -> current = asked == current ? (asked + 1) % urls.size() : current);
  }

  private RequestOptions options(HttpMethod method, String path, long waitSeconds) {
    URI url = urls.get(current);
    boolean ssl = "https".equals(url.getScheme());
    int port = url.getPort() > 0 ? url.getPort() : ssl ? 443 : 80;
    return new RequestOptions()
        .setMethod(method)
        .setHost(url.getHost())
        .setPort(port)
        .setSsl(ssl)
        .setURI(path)
        .setIdleTimeout(waitSeconds * 1000 + ANSWER_MILLIS);
  }

  private Future<Buffer> exchange(HttpClientRequest request, Buffer body) {
    credential.sign(request.headers());
    return request.send(body).compose(response -> read(request, response));
  }

  private Future<Buffer> read(HttpClientRequest request, HttpClientResponse response) {
    Promise<Buffer> whole = CallerContext.promise(vertx);
    Buffer body = Buffer.buffer();
    response.exceptionHandler(whole::tryFail);
    response.endHandler(_ -> whole.tryComplete(body));
    response.handler(piece -> {
      if (body.length() + piece.length() > MAX_ANSWER_BYTES) {
        whole.tryFail(new IOException("more than " + MAX_ANSWER_BYTES + " bytes"));
        request.reset();
      } else {
        body.appendBuffer(piece);
      }
    });
    return whole
        .future()
        .compose(read ->
            response.statusCode() < FIRST_ERROR
                ? Future.succeededFuture(read)
                : Future.failedFuture(refusal(response.statusCode(), read)));
  }

  /** With what the problem detail says, where it is one. */
  private static IOException refusal(int status, Buffer body) {
    String detail;
    try {
      detail = ": " + new JsonObject(body).getString("detail", "");
    } catch (DecodeException | ClassCastException none) {
      detail = "";
    }
    return new IOException("the control plane answers with status " + status + detail);
  }

  Future<Void> close() {
    return client.close();
  }
}
