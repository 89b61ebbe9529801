package dev.headwater.control.cdn;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Context;
import io.vertx.core.Future;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks CDNs over HTTP, with every wait and every answer bounded. Fails with {@link CdnException}.
 * Thread-safe.
 */
final class CdnCalls implements AutoCloseable {
  /** Answers to purges are short. */
  private static final long MAX_BYTES = 64 * 1024;

  /** Of an answer, for people to see. */
  private static final int SHOWN = 200;

  private final Context context;
  private final Duration limit;
  private final HttpClient client;

  /** What was answered. */
  record Answer(int status, String body) {
    /** What there is of it, on a line. */
    String shown() {
      String line = CdnCalls.shown(body);
      return "status " + status + (line.isEmpty() ? "" : ": " + line);
    }
  }

  /**
   * @param limit of each call
   */
  CdnCalls(Context context, Duration limit) {
    this.context = context;
    this.limit = limit;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER) // secrets go to the named machine only
            .connectTimeout(limit)
            .build();
  }

  Future<Answer> ask(HttpRequest request) {
    CompletableFuture<HttpResponse<byte[]>> sent =
        client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_BYTES));
    return Future.fromCompletionStage(sent, context)
        .timeout(limit.toMillis(), TimeUnit.MILLISECONDS)
        .onFailure(_ -> sent.cancel(true))
        .map(response -> new Answer(response.statusCode(), new String(response.body(), UTF_8)))
        .recover(failure -> Future.failedFuture(unanswered(failure)));
  }

  /**
   * What a CDN has said, on a line, and no more than is worth it: without what ends a line, a field
   * or a text, or can't be stored (PostgreSQL has no zero octet).
   */
  static String shown(String text) {
    String line = text.replaceAll("[\\p{Cc}\\p{Cs}\\s]+", " ").strip();
    return line.codePointCount(0, line.length()) <= SHOWN
        ? line
        : line.substring(0, line.offsetByCodePoints(0, SHOWN)) + "...";
  }

  /**
   * Sets a field of a request. Fails with {@link CdnException} where it can't have that value,
   * which may be a secret and is told nobody.
   */
  static void put(HttpRequest.Builder request, String name, String value) {
    try {
      request.header(name, value);
    } catch (IllegalArgumentException e) {
      throw CdnException.passing(name + ": *** (expected: characters that a field may have)");
    }
  }

  private CdnException unanswered(Throwable failure) {
    if (failure instanceof TimeoutException) {
      return CdnException.passing("no answer within %d ms".formatted(limit.toMillis()));
    }
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    return CdnException.passing("can't be asked: " + cause.getClass().getSimpleName());
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
