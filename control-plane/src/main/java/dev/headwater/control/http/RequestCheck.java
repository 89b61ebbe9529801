package dev.headwater.control.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.Json;
import io.vertx.ext.web.RoutingContext;
import io.vertx.json.schema.common.dsl.SchemaType;
import io.vertx.openapi.contract.Location;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.Parameter;
import io.vertx.openapi.validation.RequestParameter;
import io.vertx.openapi.validation.RequestValidator;
import io.vertx.openapi.validation.ValidatableRequest;
import io.vertx.openapi.validation.ValidatedRequest;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Holds requests against the document. Thread-safe; for virtual threads. */
final class RequestCheck {
  private final RequestValidator validator;

  RequestCheck(Vertx vertx, OpenAPIContract contract) {
    this.validator = RequestValidator.create(vertx, contract);
  }

  /** Throws ValidatorException where the request is not as the document says. */
  ValidatedRequest check(RoutingContext call, Operation operation, Buffer body) {
    Map<String, RequestParameter> path = new HashMap<>();
    Map<String, RequestParameter> query = new HashMap<>();
    Map<String, RequestParameter> headers = new HashMap<>();
    for (Parameter parameter : operation.getParameters()) {
      String name = parameter.getName();
      if (parameter.getIn() == Location.PATH) {
        path.put(name, new Raw(value(parameter, call.pathParam(name))));
      } else if (parameter.getIn() == Location.HEADER) {
        headers.put(name, new Raw(value(parameter, call.request().getHeader(name))));
      } else {
        query.put(name, new Raw(value(parameter, call.queryParams().get(name))));
      }
    }
    Incoming incoming =
        new Incoming(
            path,
            query,
            headers,
            new Raw(body),
            call.request().getHeader(HttpHeaders.CONTENT_TYPE));
    return Future.await(validator.validate(incoming, operation.getOperationId()));
  }

  /** The library reads text as if it stood between the quotes of a JSON document. */
  private static @Nullable String value(Parameter parameter, @Nullable String decoded) {
    if (decoded == null || parameter.getSchemaType() != SchemaType.STRING) {
      return decoded;
    }
    String quoted = Json.encode(decoded);
    return quoted.substring(1, quoted.length() - 1);
  }

  /** Decoded once, by the router. */
  private record Raw(@Nullable Object value) implements RequestParameter {
    @Override
    @SuppressWarnings("NullAway") // The interface has null stand for an absent parameter.
    public Object get() {
      return value;
    }
  }

  private record Incoming(
      Map<String, RequestParameter> path,
      Map<String, RequestParameter> query,
      Map<String, RequestParameter> headers,
      RequestParameter body,
      @Nullable String contentType)
      implements ValidatableRequest {
    @Override
    public Map<String, RequestParameter> getCookies() {
      return Map.of();
    }

    @Override
    public Map<String, RequestParameter> getHeaders() {
      return headers;
    }

    @Override
    public Map<String, RequestParameter> getPathParameters() {
      return path;
    }

    @Override
    public Map<String, RequestParameter> getQuery() {
      return query;
    }

    @Override
    public RequestParameter getBody() {
      return body;
    }

    @Override
    @SuppressWarnings("NullAway") // The interface has null stand for an absent header.
    public String getContentType() {
      return contentType;
    }
  }
}
