package dev.headwater.edge.respond;

import static io.vertx.core.http.HttpHeaders.CACHE_CONTROL;
import static io.vertx.core.http.HttpHeaders.CONTENT_LENGTH;
import static io.vertx.core.http.HttpHeaders.CONTENT_TYPE;

import dev.headwater.cachepolicy.Classification;
import dev.headwater.edge.hop.Access;
import dev.headwater.edge.hop.Audience;
import io.netty.buffer.ByteBuf;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.internal.buffer.BufferInternal;
import java.time.Duration;

/** Answers with what this node makes of live media itself. Event-loop confined. */
final class LiveAnswers {
  private static final int OK = 200;

  private final BriefAnswers brief;

  LiveAnswers(BriefAnswers brief) {
    this.brief = brief;
  }

  /**
   * Sends a whole resource.
   *
   * @param lifetime in any cache, from now on
   * @param body given up when it is sent, or can't be
   */
  void send(
      Exchange exchange, Classification what, Audience audience, Duration lifetime, ByteBuf body) {
    HttpServerResponse response =
        brief
            .common(exchange, OK)
            .putHeader(CONTENT_TYPE, what.policy().contentType())
            .putHeader(CONTENT_LENGTH, Integer.toString(body.readableBytes()))
            .putHeader(FieldNames.CACHE_TAG, String.join(",", what.tags()))
            .putHeader(FieldNames.CACHE_STATUS, "Headwater; hit; detail=live");
    caching(response, audience, maxAge(what, lifetime), lifetime);
    if (exchange.isHead()) {
      body.release();
      response.end();
    } else {
      response.end(BufferInternal.buffer(body)).onComplete(_ -> {}); // written, it is released
    }
    brief.responded(exchange, "live", OK);
  }

  private static String maxAge(Classification what, Duration lifetime) {
    return "max-age=" + lifetime.toSeconds() + (what.policy().immutable() ? ", immutable" : "");
  }

  private static void caching(
      HttpServerResponse response, Audience audience, String maxAge, Duration lifetime) {
    String cdn = "max-age=" + lifetime.toSeconds();
    switch (audience) {
      case ANYONE ->
          response
              .putHeader(CACHE_CONTROL, "public, " + maxAge)
              .putHeader(FieldNames.CDN_CACHE_CONTROL, cdn);
      case VIEWER ->
          response
              .putHeader(CACHE_CONTROL, "private, " + maxAge)
              .putHeader(FieldNames.CDN_CACHE_CONTROL, FieldNames.NO_STORE)
              .putHeader(FieldNames.REFERRER_POLICY, FieldNames.NO_REFERRER);
      case HOP ->
          response
              .putHeader(CACHE_CONTROL, "private, " + maxAge)
              .putHeader(FieldNames.CDN_CACHE_CONTROL, cdn)
              .putHeader(FieldNames.REFERRER_POLICY, FieldNames.NO_REFERRER)
              .putHeader(Access.FIELD, Access.TOKEN);
    }
  }
}
