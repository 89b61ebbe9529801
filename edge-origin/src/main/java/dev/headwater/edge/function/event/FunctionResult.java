package dev.headwater.edge.function.event;

/** What a function gives back: the request that goes on, or the response that is sent. */
public sealed interface FunctionResult permits FunctionRequest, FunctionResponse {}
