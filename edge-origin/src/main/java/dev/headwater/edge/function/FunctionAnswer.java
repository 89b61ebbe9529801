package dev.headwater.edge.function;

import dev.headwater.edge.function.event.FunctionRequest;
import dev.headwater.edge.function.event.FunctionResponse;

/** What a function means for the request that it was called for. */
public sealed interface FunctionAnswer {
  /** All stays as it is: the function says so, or it failed and is to be passed over then. */
  record AsItWas() implements FunctionAnswer {}

  /** Another request goes on. */
  record Request(FunctionRequest request) implements FunctionAnswer {}

  /** This is sent. */
  record Response(FunctionResponse response) implements FunctionAnswer {}

  /** The function failed, and nothing is to happen without it. */
  record Refused(String function) implements FunctionAnswer {}
}
