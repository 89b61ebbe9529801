package dev.headwater.platform.store.s3;

import dev.headwater.platform.runtime.CallerContext;
import dev.headwater.platform.store.StoreException;
import dev.headwater.platform.store.StoreException.Reason;
import dev.headwater.platform.store.StoreListener;
import dev.headwater.platform.store.StoreListener.Kind;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Sends requests, signed, and again where that may help and the budget allows it; slow reads are
 * sent twice. Fails with {@link StoreException} only. Thread-safe; a call stays on the context on
 * which it is made.
 */
final class S3Client {
  /** Of callers' requests. */
  private static final double RETRY_SHARE = 0.1;

  private static final double HEDGE_SHARE = 0.05;

  /** So that a node with few requests retries at all. */
  private static final double RETRIES_PER_SECOND = 3;

  private static final double HEDGES_PER_SECOND = 1;

  private static final int MAX_ATTEMPTS = 4;

  /** The longest pause before the first retry; each further one may be twice as long. */
  private static final long FIRST_PAUSE_MILLIS = 50;

  private final Vertx vertx;
  private final S3Address address;
  private final S3Signature signature;
  private final S3Limits limits;
  private final S3Prices prices;
  private final StoreListener listener;
  private final HttpClient http;
  private final FirstByteTimes firstByteTimes;
  private final ExtraRequestBudget retries =
      new ExtraRequestBudget(RETRY_SHARE, RETRIES_PER_SECOND, System::nanoTime);
  private final ExtraRequestBudget hedges =
      new ExtraRequestBudget(HEDGE_SHARE, HEDGES_PER_SECOND, System::nanoTime);

  S3Client(
      Vertx vertx,
      S3Address address,
      S3Signature signature,
      S3Settings settings,
      StoreListener listener) {
    this.vertx = vertx;
    this.address = address;
    this.signature = signature;
    this.limits = settings.limits();
    this.prices = settings.prices();
    this.listener = listener;
    this.http = vertx.createHttpClient(options(), pool());
    this.firstByteTimes = new FirstByteTimes(limits.hedgeFloor());
  }

  private HttpClientOptions options() {
    return new HttpClientOptions()
        .setDefaultHost(address.host())
        .setDefaultPort(address.port())
        .setSsl(address.isTls())
        .setConnectTimeout(Math.toIntExact(limits.connectTimeout().toMillis()))
        .setKeepAliveTimeout(Math.toIntExact(limits.keepAlive().toSeconds()));
  }

  private PoolOptions pool() {
    return new PoolOptions()
        .setHttp1MaxSize(limits.connections())
        .setMaxWaitQueueSize(limits.waiting());
  }

  Future<Void> close() {
    return http.close();
  }

  Future<S3Answer> send(S3Request request) {
    retries.earn();
    if (request.kind() == Kind.GET) {
      hedges.earn();
    }
    long deadline = System.nanoTime() + limit(request).toNanos();
    return attempts(request, 1, deadline)
        .compose(response -> answer(request, response))
        .recover(failure -> Future.failedFuture(known(failure)));
  }

  private static StoreException known(Throwable failure) {
    return switch (failure) {
      case AttemptException attempt -> attempt.failure();
      case StoreException known -> known;
      default -> new StoreException(Reason.UNAVAILABLE, failure.toString(), failure);
    };
  }

  private Duration limit(S3Request request) {
    return isRead(request) ? limits.firstByteTimeout() : limits.writeTimeout();
  }

  private static boolean isRead(S3Request request) {
    return switch (request.kind()) {
      case GET, HEAD -> true;
      case PUT, LIST, DELETE -> false;
    };
  }

  private Future<S3Attempt> attempts(S3Request request, int number, long deadline) {
    long left = deadline - System.nanoTime();
    Duration most = isRead(request) ? limits.attemptTimeout() : limits.writeTimeout();
    Duration limit = Duration.ofNanos(Math.min(left, most.toNanos()));
    return attempt(request, limit)
        .recover(failure ->
            failure instanceof AttemptException attempt
                    && attempt.isRetryable()
                    && number < MAX_ATTEMPTS
                ? retry(request, number, deadline, attempt)
                : Future.failedFuture(failure));
  }

  private Future<S3Attempt> retry(
      S3Request request, int number, long deadline, AttemptException failure) {
    long pauseMillis = ThreadLocalRandom.current().nextLong(FIRST_PAUSE_MILLIS << (number - 1)) + 1;
    boolean inTime = Duration.ofMillis(pauseMillis).toNanos() < deadline - System.nanoTime();
    if (!inTime || !retries.spend()) {
      return Future.failedFuture(failure);
    }
    listener.retry(request.kind());
    Promise<Void> pause = CallerContext.promise(vertx);
    vertx.setTimer(pauseMillis, _ -> pause.complete());
    return pause.future().compose(_ -> attempts(request, number + 1, deadline));
  }

  private Future<S3Attempt> attempt(S3Request request, Duration limit) {
    boolean mayHedge = request.kind() == Kind.GET;
    long start = System.nanoTime();
    Future<S3Attempt> answered =
        HedgedAttempts.run(
            vertx,
            () -> start(request, limit),
            mayHedge ? firstByteTimes.hedgeAfterMillis() : OptionalLong.empty(),
            this::hedge);
    return mayHedge
        ? answered.onSuccess(_ -> firstByteTimes.add(System.nanoTime() - start))
        : answered;
  }

  private boolean hedge() {
    boolean permitted = hedges.spend();
    if (permitted) {
      listener.hedge();
    }
    return permitted;
  }

  private S3Attempt start(S3Request request, Duration limit) {
    listener.request(request.kind(), prices.dollars(request.kind()));
    RequestOptions options =
        new RequestOptions()
            .setMethod(request.method())
            .setURI(request.uri())
            .setHeaders(signature.headers(request));
    return S3Attempt.start(vertx, http, request, options, limit);
  }

  private Future<S3Answer> answer(S3Request request, S3Attempt attempt) {
    HttpClientResponse response = attempt.answer().result();
    S3Body body = new S3Body(vertx, response, limits.stallTimeout(), attempt::cancel);
    int status = response.statusCode();
    return status >= 200 && status < 300
        ? Future.succeededFuture(new S3Answer.Success(status, response.headers(), body))
        : ErrorAnswer.code(body).map(code -> new S3Answer.Refusal(request, status, code));
  }
}
