package dev.headwater.edge;

import dev.headwater.platform.publication.Publication;
import dev.headwater.platform.runtime.EventLoops;
import dev.headwater.platform.settings.Secret;
import dev.headwater.platform.settings.Settings;
import dev.headwater.platform.settings.SettingsSource;
import dev.headwater.platform.token.PlaybackClaims;
import dev.headwater.platform.token.TokenKey;
import dev.headwater.platform.token.TokenSigner;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A data plane node under test, with a client that sends targets as they are written. */
final class Node implements AutoCloseable {
  private static final TokenKey KEY = new TokenKey("test-1", new Secret("ab".repeat(32)));
  private static final int CONNECTIONS = 1_000;

  /** Two for look-ups, which is what settings say by default, and one for writes. */
  private static final int CONNECTIONS_OF_LOOP = 3;

  /** Between two looks at what is awaited: the node needs the processor too. */
  private static final long POLL_NANOS = 5_000_000;

  /** A node's answer, its body whole. */
  record Answer(int status, MultiMap headers, Buffer body) {
    String header(String name) {
      String value = headers.get(name);
      return value == null ? "" : value;
    }
  }

  private final @Nullable Path folder;
  private final Vertx vertx = EventLoops.start(new VertxOptions());
  private final HttpClient client =
      vertx.createHttpClient(
          new HttpClientOptions().setDefaultHost("127.0.0.1"),
          new PoolOptions().setHttp1MaxSize(CONNECTIONS).setMaxWaitQueueSize(100_000));
  private final Context context = vertx.getOrCreateContext();
  private final EdgeOriginServer server;

  /** A node on a store folder; further settings by their keys. */
  Node(Path folder, Map<String, String> settings) {
    this(folder, settings, Map.of("source.directory", folder.toString()));
  }

  private Node(@Nullable Path folder, Map<String, String> settings, Map<String, String> source) {
    this.folder = folder;
    Map<String, String> values = new HashMap<>(settings);
    values.putIfAbsent("fills.max-prefetches", "0"); // so that what is read can be counted
    values.putAll(source);
    values.put("host", "127.0.0.1");
    values.put("port", "0");
    values.put("tokens.keys[0].kid", KEY.kid());
    values.put("tokens.keys[0].secret", KEY.secret().value());
    this.server =
        await(
            EdgeOriginServer.start(
                vertx,
                Settings.bind(
                    EdgeOriginSettings.class, List.of(SettingsSource.of("test", values)))));
  }

  /** A node before an upstream server on that port; further settings by their keys. */
  static Node edge(int upstreamPort, Map<String, String> settings) {
    return new Node(
        null,
        settings,
        Map.of("role", "edge", "source.upstream.urls", "http://127.0.0.1:" + upstreamPort));
  }

  static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** Waits until it is so, or fails with what is instead. */
  static void until(BooleanSupplier so, Supplier<String> instead) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!so.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("for 30 s: " + instead.get());
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  /** Nothing is being fetched or sent any more. */
  void awaitQuiet() {
    until(
        () ->
            metric("headwater_response_leases", "") == 0
                && metric("headwater_fills_running", "") == 0,
        () -> admin("/metrics").body().toString());
  }

  Node publish(String titleId, String epoch, Publication.Visibility visibility) {
    return state(titleId, epoch, visibility, Publication.State.PUBLISHED);
  }

  Node state(
      String titleId, String epoch, Publication.Visibility visibility, Publication.State state) {
    return put(
        Publication.path(titleId, epoch) + "/" + Publication.FILE,
        Publication.of(titleId, epoch, visibility, state).toJson().toBuffer().getBytes());
  }

  Node put(String key, byte[] bytes) {
    try {
      Path file = Objects.requireNonNull(folder, "no store").resolve(key);
      Files.createDirectories(file.getParent());
      Files.write(file, bytes);
      return this;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  String token(String prefix, Duration life) {
    Instant now = Instant.now();
    return new TokenSigner(KEY)
        .sign(
            new PlaybackClaims(
                "p1",
                "s1",
                prefix,
                new PlaybackClaims.Life(now, now.minusSeconds(60), now.plus(life)),
                PlaybackClaims.Limits.NONE));
  }

  Answer get(String target, String... fields) {
    return await(send(HttpMethod.GET, server.port(), target, fields));
  }

  Answer head(String target, String... fields) {
    return await(send(HttpMethod.HEAD, server.port(), target, fields));
  }

  Answer send(HttpMethod method, String target, String... fields) {
    return await(send(method, server.port(), target, fields));
  }

  Future<Answer> getLater(String target, String... fields) {
    return send(HttpMethod.GET, server.port(), target, fields);
  }

  Answer admin(String target) {
    return await(send(HttpMethod.GET, server.adminPort(), target));
  }

  Answer adminPost(String target) {
    return await(send(HttpMethod.POST, server.adminPort(), target));
  }

  /** Until every event loop has its connections to the Redis that evicts: before, all is a miss. */
  Node awaitRedis() {
    int all = CONNECTIONS_OF_LOOP * Runtime.getRuntime().availableProcessors();
    until(
        () -> metric("headwater_redis_connections", "of=\"cache\"") >= all,
        () -> "not all connections to Redis");
    return this;
  }

  /** What the encoder of a channel is answered for something that it pushes whole. */
  Answer push(TestChannel channel, String name, Buffer body) {
    return ingest(channel, HttpMethod.PUT, name, body);
  }

  Answer ingest(TestChannel channel, HttpMethod method, String name, Buffer body) {
    return await(send(channel.ingest(method, port(), name), request -> request.send(body)));
  }

  /** The sum of all samples of a metric whose line has the given text. */
  double metric(String name, String labels) {
    Matcher matcher =
        Pattern.compile("^" + name + "\\{([^}]*)\\} (\\S+)$", Pattern.MULTILINE)
            .matcher(admin("/metrics").body().toString());
    double sum = 0;
    while (matcher.find()) {
      sum += matcher.group(1).contains(labels) ? Double.parseDouble(matcher.group(2)) : 0;
    }
    return sum;
  }

  int port() {
    return server.port();
  }

  Vertx vertx() {
    return vertx;
  }

  private Future<Answer> send(HttpMethod method, int port, String target, String... fields) {
    RequestOptions options = new RequestOptions().setMethod(method).setPort(port).setURI(target);
    for (int i = 0; i < fields.length; i += 2) {
      options.addHeader(fields[i], fields[i + 1]);
    }
    return send(options, HttpClientRequest::send);
  }

  /** Sends a request in a way of its own, and reads the answer. */
  Future<Answer> send(
      RequestOptions options, Function<HttpClientRequest, Future<HttpClientResponse>> sending) {
    // All on one context: a body whose handlers are set from another thread may lose its first
    // part.
    Promise<Answer> answer = Promise.promise();
    context.runOnContext(_ ->
        client
            .request(options)
            .compose(sending)
            .compose(response ->
                response
                    .body()
                    .map(body -> new Answer(response.statusCode(), response.headers(), body)))
            .onComplete(answer::handle));
    return answer.future();
  }

  @Override
  public void close() {
    await(server.close());
    await(vertx.close());
  }
}
