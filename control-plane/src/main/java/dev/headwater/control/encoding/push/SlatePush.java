package dev.headwater.control.encoding.push;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Brings what viewers see while no media comes to the node that has the channel. Blocks. */
public final class SlatePush {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final int FIRST_ERROR = 400;

  /** The channel has another one. */
  private static final int PRECONDITION_FAILED = 412;

  private SlatePush() {}

  /**
   * A whole track, where the channel has none of that name.
   *
   * @param file name of the track, as in {@code 720p.cmfv}
   */
  public static void push(PushTarget target, String file, byte[] track)
      throws IOException, InterruptedException {
    URI uri = target.uri(target.route().current().node(), "slate/" + file);
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.PUT)
            .setAbsoluteURI(uri.toString())
            .putHeader("Authorization", target.authorization())
            .putHeader("Content-Type", "application/mp4")
            .putHeader("If-None-Match", "*");
    int status =
        await(
            target
                .client()
                .request(options)
                .compose(request -> request.send(Buffer.buffer(track)))
                .map(response -> response.statusCode()));
    if (status >= FIRST_ERROR && status != PRECONDITION_FAILED) {
      throw new IOException("status " + status);
    }
  }

  private static int await(Future<Integer> status) throws IOException, InterruptedException {
    try {
      return status
          .toCompletionStage()
          .toCompletableFuture()
          .get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      throw new IOException(e.toString(), e);
    }
  }
}
