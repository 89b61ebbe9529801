package dev.headwater.standalone.endtoend;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Viewers who do what a player of low latency does, without decoding: each reloads a playlist with
 * the place that it hints at, and asks for that part at once. Confined to one thread.
 */
final class LowLatencyCrowd implements AutoCloseable {
  /** The next part, by the names of our parts: epoch, media sequence number, part. */
  private static final Pattern HINT =
      Pattern.compile("#EXT-X-PRELOAD-HINT:TYPE=PART,URI=\"(\\w+-(\\d+)\\.(\\d+)\\.m4s)\"");

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client;
  private final int viewers;
  private final AtomicInteger answers = new AtomicInteger();
  private final AtomicInteger notYet = new AtomicInteger();

  LowLatencyCrowd(int viewers) {
    this.viewers = viewers;
    // a reload and a part each, at once
    this.client =
        vertx.createHttpClient(
            new PoolOptions()
                .setHttp1MaxSize(viewers * 2)
                .setMaxWaitQueueSize(viewers * 2)
                .setEventLoopSize(1));
  }

  /**
   * How many answers were 200, and how many parts were not there, as where a segment has ended
   * early.
   */
  record Outcome(int answers, int notYet) {}

  /**
   * Each viewer follows a rendition for so many parts.
   *
   * @param playlist of the rendition
   * @param limitSeconds for all of it
   */
  Outcome follow(URI playlist, int parts, int limitSeconds) {
    List<Future<Void>> all = new ArrayList<>(viewers);
    Context context = vertx.getOrCreateContext();
    Promise<Void> done = Promise.promise();
    context.runOnContext(_ -> {
      for (int i = 0; i < viewers; i++) {
        all.add(get(playlist).compose(text -> next(playlist, text, parts)));
      }
      Future.all(all).<Void>mapEmpty().onComplete(done::handle);
    });
    await(done.future(), limitSeconds);
    return new Outcome(answers.get(), notYet.get());
  }

  private Future<Void> next(URI playlist, Buffer text, int left) {
    if (left == 0) {
      return Future.succeededFuture();
    }
    Matcher hint = HINT.matcher(text.toString());
    if (!hint.find()) {
      return Future.failedFuture("no hint: " + text);
    }
    String place = "?_HLS_msn=%s&_HLS_part=%s".formatted(hint.group(2), hint.group(3));
    Future<Buffer> reload = get(playlist.resolve("index.m3u8" + place));
    Future<Buffer> part = get(playlist.resolve(hint.group(1)));
    return Future.all(reload, part).compose(_ -> next(playlist, reload.result(), left - 1));
  }

  /** Fails on any status but 200, or 404 for a part that has not come to be. */
  private Future<Buffer> get(URI address) {
    RequestOptions options = new RequestOptions().setAbsoluteURI(address.toString());
    return client
        .request(options)
        .compose(HttpClientRequest::send)
        .compose(response -> body(address, response));
  }

  private Future<Buffer> body(URI address, HttpClientResponse response) {
    if (response.statusCode() == 404 && address.getPath().endsWith(".m4s")) {
      notYet.incrementAndGet();
      return response.body();
    }
    if (response.statusCode() != 200) {
      return Future.failedFuture(response.statusCode() + " " + address);
    }
    answers.incrementAndGet();
    return response.body();
  }

  private static <T> T await(Future<T> future, int seconds) {
    try {
      return future.await(seconds, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    Object _ = await(vertx.close(), 30);
  }
}
