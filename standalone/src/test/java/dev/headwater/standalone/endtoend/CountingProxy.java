package dev.headwater.standalone.endtoend;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hands requests on to an origin, and counts how often each thing was asked for that a cache had,
 * or waited for: what is asked for once the last answer has grown stale isn't counted again.
 * Thread-safe.
 */
final class CountingProxy implements AutoCloseable {
  private static final int CONNECTIONS = 4000;

  private final Vertx vertx;
  private final HttpClient client;
  private final HttpServer server;
  private final Map<String, Integer> counts = new ConcurrentHashMap<>();
  private final Map<String, Long> staleAt = new ConcurrentHashMap<>(); // by System.nanoTime

  /** What caches may be late or early by, who count in whole seconds. */
  private static final long SLACK_MILLIS = 100;

  private static final Pattern MAX_AGE = Pattern.compile("max-age=(\\d+)");

  private CountingProxy(Vertx vertx, URI origin) {
    this.vertx = vertx;
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setDefaultHost(origin.getHost())
                .setDefaultPort(origin.getPort()),
            new PoolOptions().setHttp1MaxSize(CONNECTIONS));
    this.server = vertx.createHttpServer().requestHandler(this::handOn);
  }

  static CountingProxy before(URI origin) {
    CountingProxy proxy = new CountingProxy(Vertx.vertx(), origin);
    HttpServer _ = await(proxy.server.listen(0, "127.0.0.1"));
    return proxy;
  }

  private void handOn(HttpServerRequest asked) {
    if (isNew(asked.uri())) {
      counts.merge(asked.uri(), 1, Integer::sum);
    }
    HttpServerResponse answer = asked.response();
    RequestOptions options = new RequestOptions().setMethod(asked.method()).setURI(asked.uri());
    client
        .request(options)
        .compose(request -> {
          request.headers().addAll(asked.headers());
          return request.send();
        })
        .compose(response -> {
          staleAt.put(asked.uri(), System.nanoTime() + lifetimeNanos(response));
          return handBack(response, answer);
        })
        .onFailure(_ -> answer.reset());
  }

  /** Whether it was never answered, or its answer is to be had from caches. */
  private boolean isNew(String uri) {
    Long stale = staleAt.get(uri);
    return stale == null || System.nanoTime() - stale < 0;
  }

  private static long lifetimeNanos(HttpClientResponse response) {
    Matcher maxAge = MAX_AGE.matcher(String.valueOf(response.getHeader("Cache-Control")));
    long millis = maxAge.find() ? 1000 * Long.parseLong(maxAge.group(1)) - SLACK_MILLIS : 0;
    return TimeUnit.MILLISECONDS.toNanos(millis);
  }

  private static Future<Void> handBack(HttpClientResponse response, HttpServerResponse answer) {
    answer.setStatusCode(response.statusCode());
    answer.headers().addAll(response.headers());
    return response.pipeTo(answer);
  }

  URI base() {
    return URI.create("http://127.0.0.1:" + server.actualPort());
  }

  /** How often each target was asked for before what was answered grew stale; it goes on. */
  Map<String, Integer> counts() {
    return Map.copyOf(counts);
  }

  void forget() {
    counts.clear();
    staleAt.clear();
  }

  private static <T> T await(Future<T> future) {
    try {
      return future.await(30, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    await(vertx.close());
  }
}
