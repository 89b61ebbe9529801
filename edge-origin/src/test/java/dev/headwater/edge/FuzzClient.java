package dev.headwater.edge;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One client that asks for one thing after the other, reads fast or slowly, leaves, or has things
 * dropped, and checks every byte that it gets. Confined to its context.
 */
final class FuzzClient {
  private static final Pattern PLACE = Pattern.compile("bytes (\\d+)-(\\d+)/\\d+");

  /** Between two parts, for a slow client. */
  private static final int SLOWEST_MILLIS = 4;

  /** What all clients of a test count. */
  record Tally(AtomicLong whole, AtomicLong bytes, AtomicLong left, AtomicLong failed) {
    Tally() {
      this(new AtomicLong(), new AtomicLong(), new AtomicLong(), new AtomicLong());
    }
  }

  private final Vertx vertx;
  private final HttpClient client;
  private final int port;
  private final Random random;
  private final boolean sliced;
  private final Tally tally;
  private final Promise<Void> done = Promise.promise();
  private final Context context;

  FuzzClient(Vertx vertx, HttpClient client, int port, long seed, boolean sliced, Tally tally) {
    this.vertx = vertx;
    this.client = client;
    this.port = port;
    this.random = new Random(seed);
    this.sliced = sliced;
    this.tally = tally;
    this.context = vertx.getOrCreateContext();
  }

  /** Fails at the first byte or length that is not as it should be. */
  Future<Void> run(BooleanSupplier goesOn) {
    context.runOnContext(_ -> next(goesOn));
    return done.future();
  }

  private void next(BooleanSupplier goesOn) {
    if (!goesOn.getAsBoolean()) {
      done.tryComplete();
      return;
    }
    one().onSuccess(_ -> context.runOnContext(_ -> next(goesOn))).onFailure(done::tryFail);
  }

  private Future<Void> one() {
    FuzzPaths path = FuzzPaths.any(random, sliced);
    boolean drops = random.nextInt(40) == 0;
    RequestOptions options =
        new RequestOptions()
            .setMethod(drops ? HttpMethod.DELETE : HttpMethod.GET)
            .setHost("127.0.0.1")
            .setPort(port)
            .setURI(path.toString());
    if (path.size() > 0 && random.nextInt(4) == 0) {
      int first = random.nextInt(path.size());
      int last = first + random.nextInt(path.size() - first);
      options.addHeader("Range", "bytes=" + first + "-" + last);
    }
    return client
        .request(options)
        .compose(request -> send(request, path))
        .recover(cause -> {
          if (cause instanceof AssertionError) {
            return Future.failedFuture(cause);
          }
          tally.failed.incrementAndGet(); // reset or refused: what matters is what does arrive
          return Future.succeededFuture();
        });
  }

  private Future<Void> send(HttpClientRequest request, FuzzPaths path) {
    Future<HttpClientResponse> response = request.send();
    if (random.nextInt(10) == 0) {
      vertx.setTimer(1 + random.nextInt(5), _ -> request.reset());
    }
    return response.compose(answer -> new Reading(answer, path).begin());
  }

  /** One answer as it comes. */
  private final class Reading {
    private final HttpClientResponse response;
    private final FuzzPaths path;
    private final Promise<Void> end = Promise.promise();
    private final boolean slow = random.nextInt(3) == 0;
    private final long leavesAt;
    private final boolean content;
    private long from;
    private long expected;
    private long received;

    Reading(HttpClientResponse response, FuzzPaths path) {
      this.response = response;
      this.path = path;
      this.leavesAt = random.nextInt(4) == 0 ? random.nextInt(400_000) : Long.MAX_VALUE;
      this.content = response.statusCode() == 200 || response.statusCode() == 206;
      this.expected = path.size();
    }

    Future<Void> begin() {
      Matcher place = PLACE.matcher(String.valueOf(response.getHeader("Content-Range")));
      if (response.statusCode() == 206) {
        if (!place.matches()) {
          return Future.failedFuture(new AssertionError("206 without a place: " + path));
        }
        from = Long.parseLong(place.group(1));
        expected = Long.parseLong(place.group(2)) - from + 1;
      }
      response.exceptionHandler(end::tryFail).handler(this::part).endHandler(_ -> ended());
      return end.future();
    }

    private void part(Buffer part) {
      long wrong = content ? PathContent.firstWrong(path.toString(), from + received, part) : -1;
      received += part.length();
      tally.bytes.addAndGet(part.length());
      if (wrong >= 0) {
        end.tryFail(new AssertionError("another byte at " + wrong + " of " + path));
      } else if (received >= leavesAt) {
        tally.left.incrementAndGet();
        end.tryComplete();
        response.request().reset();
      } else if (slow) {
        response.pause();
        vertx.setTimer(1 + random.nextInt(SLOWEST_MILLIS), _ -> response.resume());
      }
    }

    private void ended() {
      if (content && received != expected && !end.future().isComplete()) {
        end.tryFail(
            new AssertionError(
                "%d bytes (expected: %d) of %s".formatted(received, expected, path)));
      } else if (end.tryComplete()) {
        tally.whole.incrementAndGet();
      }
    }
  }
}
