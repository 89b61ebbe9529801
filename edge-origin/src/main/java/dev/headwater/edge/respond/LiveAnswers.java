package dev.headwater.edge.respond;

import io.netty.buffer.ByteBuf;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.internal.buffer.BufferInternal;

/** Answers with what this node makes of live media itself. Event-loop confined. */
final class LiveAnswers {
  private static final int OK = 200;

  private final BriefAnswers brief;
  private final LiveHeads heads;

  LiveAnswers(BriefAnswers brief) {
    this.brief = brief;
    this.heads = new LiveHeads(brief);
  }

  /**
   * Sends a whole resource.
   *
   * @param body given up when it is sent, or can't be
   */
  void send(Exchange exchange, LiveTerms terms, ByteBuf body) {
    HttpServerResponse response = exchange.request().response().setStatusCode(OK);
    response.headers().setAll(heads.of(terms));
    if (!brief.leaves(exchange)) {
      body.release();
      return;
    }
    if (exchange.isHead()) {
      body.release();
      response.end();
    } else {
      response.end(BufferInternal.buffer(body)).onComplete(_ -> {}); // written, it is released
    }
    brief.responded(exchange, "live", OK);
  }
}
