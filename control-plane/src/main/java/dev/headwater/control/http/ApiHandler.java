package dev.headwater.control.http;

import dev.headwater.control.account.Caller;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.RequestBody;

/**
 * Every call of the API, step by step: who calls, what they send, whether it is as the document
 * says, what it does, what it is answered. Runs on virtual threads.
 */
final class ApiHandler implements Handler<RoutingContext> {
  /** What the document calls the largest body of an operation that takes more than others. */
  private static final String MAX_BYTES = "x-max-bytes";

  private static final String STREAM = "application/octet-stream";

  private final Vertx vertx;
  private final Operation operation;
  private final ApiOperation action;
  private final Authentication authentication;
  private final RequestCheck check;
  private final MeterRegistry meters;

  ApiHandler(
      Vertx vertx,
      Operation operation,
      ApiOperation action,
      Authentication authentication,
      RequestCheck check,
      MeterRegistry meters) {
    this.vertx = vertx;
    this.operation = operation;
    this.action = action;
    this.authentication = authentication;
    this.check = check;
    this.meters = meters;
  }

  @Override
  public void handle(RoutingContext context) {
    HttpServerRequest request = context.request().pause();
    Timer.Sample sample = Timer.start(meters);
    ApiAnswer answer = answer(context);
    sample.stop(
        meters.timer(
            "headwater.api.requests",
            "operation",
            operation.getOperationId(),
            "status",
            Integer.toString(answer.status())));
    if (RequestBodies.isUnread(request) && request.version() != HttpVersion.HTTP_2) {
      answer = answer.with("Connection", "close"); // RFC 9112, section 9.6
    }
    respond(request.response(), answer);
    RequestBodies.drain(vertx, request);
  }

  private ApiAnswer answer(RoutingContext context) {
    HttpServerRequest request = context.request();
    try {
      Caller caller = authentication.caller(request, operation);
      Buffer body = isBuffered() ? RequestBodies.read(request, maxBytes()) : Buffer.buffer();
      return action.perform(new ApiCall(caller, request, check.check(context, operation, body)));
    } catch (Exception e) {
      return Problems.of(e);
    }
  }

  private int maxBytes() {
    return operation.getExtensions().get(MAX_BYTES) instanceof Integer bytes
        ? bytes
        : RequestBodies.MAX_BYTES;
  }

  /** Whether the body is read whole; a stream is left to the operation. */
  private boolean isBuffered() {
    RequestBody body = operation.getRequestBody();
    return body != null && !body.getContent().containsKey(STREAM);
  }

  static void respond(HttpServerResponse response, ApiAnswer answer) {
    if (response.closed() || response.ended()) {
      return;
    }
    response.setStatusCode(answer.status());
    response.putHeader("Cache-Control", "no-store");
    answer.headers().forEach(response::putHeader);
    JsonObject body = answer.body();
    if (body == null) {
      response.end();
    } else {
      response.end(body.toBuffer());
    }
  }
}
