package dev.headwater.edge.function.event;

import io.vertx.core.buffer.Buffer;

/**
 * A response as functions have it. Immutable.
 *
 * @param headers by names in lower case, without those that set cookies
 * @param cookies that it sets
 * @param body of a response that a function makes; empty otherwise
 */
public record FunctionResponse(int status, Values headers, Values cookies, Buffer body)
    implements FunctionResult {}
