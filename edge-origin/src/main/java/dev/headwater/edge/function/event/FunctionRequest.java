package dev.headwater.edge.function.event;

/**
 * A request as functions have it. Immutable.
 *
 * @param uri the path as it was sent, a token before it included, without the query
 * @param querystring the parameters as they stand in the query, nothing decoded
 * @param headers by names in lower case, without cookies
 */
public record FunctionRequest(
    String method, String uri, Values querystring, Values headers, Values cookies)
    implements FunctionResult {}
