package dev.headwater.control.http;

import dev.headwater.control.refusal.Reason;
import dev.headwater.control.refusal.RefusedException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.OptionalLong;

/** Reads the bodies of paused requests, or gets rid of them. */
final class RequestBodies {
  /** Ours are a few KiB; a description of 10,000 characters is at most 40 KB. */
  static final int MAX_BYTES = 64 * 1024;

  /** How long a client whose call was refused may go on sending before it is broken off. */
  private static final long MAX_DRAIN_MILLIS = 10_000;

  private RequestBodies() {}

  /** Waits for the whole body; refused with 413 where it is too large. */
  static Buffer read(HttpServerRequest request, int maxBytes) {
    if (declaredBytes(request).orElse(0) > maxBytes) {
      throw tooLarge(maxBytes);
    }
    Buffer body = Buffer.buffer();
    Promise<Buffer> whole = Promise.promise();
    request.exceptionHandler(whole::tryFail);
    request.endHandler(_ -> whole.tryComplete(body));
    request.handler(chunk -> {
      if (body.length() + chunk.length() > maxBytes) {
        whole.tryFail(tooLarge(maxBytes));
      } else {
        body.appendBuffer(chunk);
      }
    });
    askFor(request);
    request.resume();
    return Future.await(whole.future());
  }

  /** Absent where the client doesn't say, as with chunks. */
  static OptionalLong declaredBytes(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    return length == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(length));
  }

  /** Tells a client that waits for leave to send its body (RFC 9110, section 10.1.1) to do so. */
  static void askFor(HttpServerRequest request) {
    if (isWaiting(request)) {
      request.response().writeContinue();
    }
  }

  /** Whether the client has sent, or is about to send, what nobody has read. */
  static boolean isUnread(HttpServerRequest request) {
    return !request.isEnded()
        && (declaredBytes(request).orElse(0) > 0
            || request.headers().contains(HttpHeaders.TRANSFER_ENCODING));
  }

  /**
   * Reads on and forgets, so that a client that is still sending gets to read its answer; not for
   * long. What carried an unread body is of no further use: where it ends is up to the client.
   */
  static void drain(Vertx vertx, HttpServerRequest request) {
    if (request.isEnded()) {
      return;
    }
    request.handler(_ -> {});
    if (isUnread(request)) {
      long timer = vertx.setTimer(MAX_DRAIN_MILLIS, _ -> breakOff(request));
      request.exceptionHandler(_ -> vertx.cancelTimer(timer));
      request.endHandler(_ -> {
        vertx.cancelTimer(timer);
        breakOff(request);
      });
    }
    request.resume();
  }

  /** Ends what carries the request: its stream, or its connection where it has that to itself. */
  private static void breakOff(HttpServerRequest request) {
    if (request.version() == HttpVersion.HTTP_2) {
      request.response().reset();
    } else {
      request.connection().close();
    }
  }

  private static boolean isWaiting(HttpServerRequest request) {
    return "100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT));
  }

  private static RefusedException tooLarge(int maxBytes) {
    return new RefusedException(
        Reason.TOO_LARGE, "the body is larger than %d bytes".formatted(maxBytes));
  }
}
