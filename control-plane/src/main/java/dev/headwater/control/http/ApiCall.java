package dev.headwater.control.http;

import dev.headwater.control.account.Caller;
import dev.headwater.control.playback.Viewer;
import dev.headwater.control.upload.IncomingSource;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.validation.RequestParameter;
import io.vertx.openapi.validation.ValidatedRequest;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * A call whose caller is known and whose parameters and body are as the document says.
 *
 * @param request what came over the wire; its body is paused where the operation streams it
 * @param checked parameters and body
 */
record ApiCall(Caller caller, HttpServerRequest request, ValidatedRequest checked) {

  /** Who calls, and from where. */
  Viewer viewer() {
    return new Viewer(caller, address());
  }

  /** For operations that the document closes to anonymous callers. */
  Caller.Person person() {
    return switch (caller) {
      case Caller.Person person -> person;
      case Caller.Anonymous _ ->
          throw new IllegalStateException("caller: anonymous (expected: a person)");
    };
  }

  /** A parameter of the path. */
  String path(String name) {
    RequestParameter parameter = checked.getPathParameters().get(name);
    if (parameter == null) {
      throw new IllegalArgumentException("path parameter: " + name + " (expected: one it has)");
    }
    return String.valueOf(parameter.get());
  }

  /** A header that the document names; empty where it was not sent. */
  Optional<String> header(String name) {
    RequestParameter parameter = checked.getHeaders().get(name);
    return parameter == null || parameter.isNull()
        ? Optional.empty()
        : Optional.of(String.valueOf(parameter.get()));
  }

  /** A parameter of the query; empty where it was not given. */
  Optional<String> query(String name) {
    RequestParameter parameter = checked.getQuery().get(name);
    return parameter == null || parameter.isNull()
        ? Optional.empty()
        : Optional.of(String.valueOf(parameter.get()));
  }

  /** A whole number of the query: an integer of JSON Schema may also be written 1.0 or 1e1. */
  Optional<Integer> whole(String name) {
    return query(name).map(number -> new BigDecimal(number).intValueExact());
  }

  /** Empty where there was no body. */
  JsonObject body() {
    RequestParameter body = checked.getBody();
    return body != null && body.get() instanceof JsonObject json ? json : new JsonObject();
  }

  /** A member of the body that the document requires. */
  String text(String member) {
    return String.valueOf(body().getString(member));
  }

  IncomingSource source() {
    return new IncomingSource(
        request, RequestBodies.declaredBytes(request), () -> RequestBodies.askFor(request));
  }

  /** Where the caller is, as the network tells. */
  String address() {
    return String.valueOf(request.remoteAddress().hostAddress());
  }
}
