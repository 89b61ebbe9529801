package dev.headwater.endurance.source;

import dev.headwater.endurance.content.Bytes;
import dev.headwater.endurance.content.Edition;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.internal.buffer.BufferInternal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One answer of the source, right or wrong. Event-loop confined. */
final class Serving {
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d{1,10})-(\\d{1,10})");

  /** Between two pieces of a slow answer. */
  private static final long PAUSE_MILLIS = 20;

  private static final int PARTIAL_CONTENT = 206;
  private static final int NOT_MODIFIED = 304;

  private final Vertx vertx;
  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final Edition edition;
  private final Bytes bytes;
  private final boolean slow;
  private long at;
  private long end;
  private long cutAt = Long.MAX_VALUE;
  private boolean over;

  Serving(Vertx vertx, HttpServerRequest request, Edition edition, boolean slow) {
    this.vertx = vertx;
    this.request = request;
    this.response = request.response();
    this.edition = edition;
    this.bytes = edition.bytes();
    this.slow = slow;
    this.end = edition.resource().size();
    response.exceptionHandler(_ -> over = true).closeHandler(_ -> over = true);
  }

  void begin(Fault fault) {
    if (over) {
      return;
    }
    switch (fault) {
      case Fault.None _ -> serve();
      case Fault.Status(int code) -> response.setStatusCode(code).end();
      case Fault.Reset _ -> request.connection().close();
      case Fault.Cut _ -> {
        cutAt = end / 2;
        serve();
      }
      case Fault.Silence _ -> request.pause();
    }
  }

  private void serve() {
    response
        .putHeader("Cache-Control", edition.resource().terms().cacheControl())
        .putHeader("ETag", edition.etag())
        .putHeader("Accept-Ranges", "bytes");
    if (edition.etag().equals(request.getHeader("If-None-Match"))) {
      response.setStatusCode(NOT_MODIFIED).end();
      return;
    }
    range();
    response.putHeader("Content-Length", Long.toString(end - at));
    if (HttpMethod.HEAD.equals(request.method())) {
      response.end();
    } else {
      write();
    }
  }

  private void range() {
    String field = request.getHeader("Range");
    String condition = request.getHeader("If-Range");
    Matcher matcher = RANGE.matcher(field == null ? "" : field);
    if (!matcher.matches() || (condition != null && !condition.equals(edition.etag()))) {
      return;
    }
    long size = end;
    at = Math.min(size - 1, Long.parseLong(matcher.group(1)));
    end = Math.min(size, Long.parseLong(matcher.group(2)) + 1);
    response
        .setStatusCode(PARTIAL_CONTENT)
        .putHeader("Content-Range", "bytes " + at + "-" + (end - 1) + "/" + size);
  }

  private void write() {
    while (!over && at < end && !response.writeQueueFull()) {
      if (at >= cutAt) {
        request.connection().close();
        return;
      }
      int length = (int) Math.min(Bytes.WINDOW, Math.min(end, Math.max(at + 1, cutAt)) - at);
      response.write(BufferInternal.buffer(bytes.at(at, length)));
      at += length;
      if (slow && at < end) {
        vertx.setTimer(PAUSE_MILLIS, _ -> write());
        return;
      }
    }
    if (over) {
      return;
    }
    if (at == end) {
      over = true;
      response.end();
    } else {
      response.drainHandler(_ -> write());
    }
  }
}
