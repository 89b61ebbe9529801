package dev.headwater.edge;

import dev.headwater.edge.admission.ClientAddress;
import dev.headwater.edge.failure.Failure;
import dev.headwater.edge.function.FunctionAnswer;
import dev.headwater.edge.function.GuardedFunction;
import dev.headwater.edge.function.event.EventType;
import dev.headwater.edge.function.event.FunctionRequest;
import dev.headwater.edge.function.event.FunctionResponse;
import dev.headwater.edge.function.event.ViewerEvent;
import dev.headwater.edge.hop.Hops;
import dev.headwater.edge.request.Normalization;
import dev.headwater.edge.request.OriginForm;
import dev.headwater.edge.respond.Exchange;
import dev.headwater.edge.respond.Responder;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs the operator's functions for viewers, one after the other: before it is decided what a
 * request means, and before its answer leaves. Hops that check viewers are none. Event-loop
 * confined.
 */
final class FunctionStep {
  private final List<GuardedFunction> functions;
  private final Hops hops;
  private final ClientAddress address;
  private final Responder responder;

  FunctionStep(
      List<GuardedFunction> functions, Hops hops, ClientAddress address, Responder responder) {
    this.functions = functions;
    this.hops = hops;
    this.address = address;
    this.responder = responder;
  }

  /** Answers, or goes on with the request as functions have left it. */
  void take(Exchange exchange, Consumer<Exchange> next) {
    String target = OriginForm.of(exchange.request().uri());
    if (!target.startsWith("/") || hops.has(exchange.request())) {
      next.accept(exchange);
      return;
    }
    String path =
        Normalization.of(target) instanceof Normalization.Accepted(var read) ? read.path() : "";
    Optional<Exchange> current = Optional.of(exchange);
    for (GuardedFunction function : of(EventType.VIEWER_REQUEST, path)) {
      current = current.flatMap(asked -> through(function, asked));
    }
    List<GuardedFunction> last = of(EventType.VIEWER_RESPONSE, path);
    current
        .map(asked ->
            last.isEmpty()
                ? asked
                : asked.with(response -> lastWord(last, asked.request(), response)))
        .ifPresent(next);
  }

  private List<GuardedFunction> of(EventType type, String path) {
    return functions.stream().filter(function -> function.isFor(type, path)).toList();
  }

  /** Empty where the request was answered. */
  private Optional<Exchange> through(GuardedFunction function, Exchange exchange) {
    HttpServerRequest request = exchange.request();
    FunctionRequest was = FunctionMessages.of(request);
    FunctionAnswer answer = function.call(event(request, was, null));
    return switch (answer) {
      case FunctionAnswer.Request(FunctionRequest now) -> {
        try {
          yield Optional.of(exchange.as(FunctionMessages.changed(request, was, now)));
        } catch (IllegalArgumentException e) {
          yield passed(function.unusable(String.valueOf(e.getMessage())), exchange);
        }
      }
      case FunctionAnswer.Response(FunctionResponse made) -> {
        responder.made(exchange, made.status(), FunctionMessages.fields(made), made.body());
        yield Optional.empty();
      }
      case FunctionAnswer.AsItWas _, FunctionAnswer.Refused _ -> passed(answer, exchange);
    };
  }

  private Optional<Exchange> passed(FunctionAnswer answer, Exchange exchange) {
    if (answer instanceof FunctionAnswer.Refused(String function)) {
      responder.fail(exchange, new Failure.FunctionFailed(function));
      return Optional.empty();
    }
    return Optional.of(exchange);
  }

  private @Nullable Failure lastWord(
      List<GuardedFunction> last, HttpServerRequest request, HttpServerResponse response) {
    FunctionRequest asked = FunctionMessages.of(request);
    for (GuardedFunction function : last) {
      FunctionResponse was = FunctionMessages.of(response);
      FunctionAnswer answer = function.call(event(request, asked, was));
      if (answer instanceof FunctionAnswer.Response(FunctionResponse now)) {
        try {
          FunctionMessages.change(response, was, now);
        } catch (IllegalArgumentException e) {
          answer = function.unusable(String.valueOf(e.getMessage()));
        }
      }
      if (answer instanceof FunctionAnswer.Refused(String name)) {
        return new Failure.FunctionFailed(name);
      }
    }
    return null;
  }

  private ViewerEvent event(
      HttpServerRequest request, FunctionRequest asked, @Nullable FunctionResponse response) {
    return new ViewerEvent(
        response == null ? EventType.VIEWER_REQUEST : EventType.VIEWER_RESPONSE,
        request.authority() == null ? "localhost" : request.authority().host(),
        address.of(request),
        asked,
        response);
  }
}
