package dev.headwater.edge;

import dev.headwater.edge.failure.Failure;
import dev.headwater.edge.failure.FailureException;
import dev.headwater.edge.protection.KeyQuestion;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/** Reads what players ask a key server. Event-loop confined. */
final class KeyQuestions {
  /** Of the most KIDs that are taken, less than a fourth. */
  static final int MOST_BYTES = 8 * 1024;

  private KeyQuestions() {}

  /** Fails with a {@link Failure} where it is none. */
  static Future<KeyQuestion> read(HttpServerRequest request) {
    Promise<KeyQuestion> read = Promise.promise();
    Buffer bytes = Buffer.buffer();
    request.handler(more -> {
      if (bytes.length() + more.length() > MOST_BYTES) {
        read.tryFail(new FailureException(new Failure.TooLarge(MOST_BYTES)));
      } else {
        bytes.appendBuffer(more);
      }
    });
    request.exceptionHandler(_ -> read.tryFail(new FailureException(new Failure.ClientGone())));
    request.endHandler(_ -> end(bytes, read));
    request.resume();
    return read.future();
  }

  private static void end(Buffer bytes, Promise<KeyQuestion> read) {
    try {
      read.tryComplete(KeyQuestion.of(bytes));
    } catch (IllegalArgumentException e) {
      read.tryFail(new FailureException(new Failure.Malformed(String.valueOf(e.getMessage()))));
    }
  }
}
