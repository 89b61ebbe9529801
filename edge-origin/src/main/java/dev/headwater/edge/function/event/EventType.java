package dev.headwater.edge.function.event;

/** When a function runs. */
public enum EventType {
  /** Before it is decided what a request means here. */
  VIEWER_REQUEST,
  /** Before an answer leaves that is no error. */
  VIEWER_RESPONSE;

  /** As events say it. */
  String word() {
    return this == VIEWER_REQUEST ? "viewer-request" : "viewer-response";
  }
}
