package dev.headwater.control.http;

import dev.headwater.control.refusal.Reason;
import dev.headwater.control.refusal.RefusedException;
import dev.headwater.platform.problem.Problem;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.handler.HttpException;
import io.vertx.json.schema.OutputUnit;
import io.vertx.openapi.validation.SchemaValidationException;
import io.vertx.openapi.validation.ValidatorErrorType;
import io.vertx.openapi.validation.ValidatorException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns whatever ends a call into a problem detail (RFC 9457): the one place for that. */
final class Problems {
  private static final Logger LOGGER = LoggerFactory.getLogger(Problems.class);

  private Problems() {}

  static ApiAnswer of(Throwable failure) {
    return switch (failure) {
      case RefusedException e -> refused(e);
      case ValidatorException e -> invalid(e);
      case HttpException e when e.getStatusCode() == 400 ->
          of(Reason.INVALID_REQUEST, "the query string can't be read");
      case HttpClosedException _ -> of(Reason.INVALID_REQUEST, "the body ended before its end");
      default -> {
        LOGGER.error("a call failed", failure);
        yield of(Reason.INTERNAL, "the log says more");
      }
    };
  }

  static ApiAnswer of(Reason reason, String detail) {
    return answer(new Problem(reason.type(), reason.title(), reason.status(), detail).toJson());
  }

  private static ApiAnswer refused(RefusedException refusal) {
    ApiAnswer answer = of(refusal.reason(), refusal.detail());
    if (refusal.reason() == Reason.UNAUTHENTICATED) {
      answer = answer.with("WWW-Authenticate", "Bearer realm=\"headwater\"");
    }
    if (refusal.getCause() != null) {
      LOGGER.warn("{}: {}", refusal.detail(), refusal.getCause().toString());
    }
    return refusal.retryAfter() == null
        ? answer
        : answer.with("Retry-After", Long.toString(Math.max(1, refusal.retryAfter().toSeconds())));
  }

  private static ApiAnswer invalid(ValidatorException failure) {
    if (failure.type() == ValidatorErrorType.UNSUPPORTED_VALUE_FORMAT) {
      return of(
          Reason.UNSUPPORTED_MEDIA_TYPE, "the body is read as Content-Type: application/json");
    }
    String message = String.valueOf(failure.getMessage());
    if (failure instanceof SchemaValidationException e) {
      JsonArray errors = errors(e.getOutputUnit());
      if (!errors.isEmpty()) {
        return answer(problem(detail(message, errors)).put("errors", errors));
      }
    }
    return answer(problem(message));
  }

  private static JsonObject problem(String detail) {
    Reason reason = Reason.INVALID_REQUEST;
    return new Problem(reason.type(), reason.title(), reason.status(), detail).toJson();
  }

  /** Names the parameter that the library's message names, and all that is wrong with it. */
  private static String detail(String message, JsonArray errors) {
    String subject =
        message.contains("parameter") ? message.replaceAll(" is invalid\\..*", "") : "the body";
    List<String> details = new ArrayList<>();
    for (Object error : errors) {
      JsonObject json = (JsonObject) error;
      String pointer = json.getString("pointer");
      details.add((pointer.isEmpty() ? "" : pointer + ": ") + json.getString("detail"));
    }
    return subject + ": " + String.join("; ", details);
  }

  /** The innermost errors: those around them only say that something inside is wrong. */
  private static JsonArray errors(OutputUnit unit) {
    Set<JsonObject> errors = new LinkedHashSet<>();
    List<OutputUnit> units = unit.getErrors() == null ? List.of() : unit.getErrors();
    for (OutputUnit error : units) {
      String text = String.valueOf(error.getError());
      String location = String.valueOf(error.getInstanceLocation()).replaceFirst("^#", "");
      if (!text.contains("does not match schema") && !text.contains("A subschema had errors")) {
        errors.add(new JsonObject().put("pointer", location).put("detail", text));
      }
    }
    return new JsonArray(List.copyOf(errors));
  }

  private static ApiAnswer answer(JsonObject problem) {
    return new ApiAnswer(
        problem.getInteger("status"), problem, Map.of("Content-Type", Problem.MEDIA_TYPE));
  }
}
