package dev.headwater.edge.function.event;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * What a function is called with. Immutable.
 *
 * @param domain the host that the viewer asked
 * @param ip the viewer's address
 * @param response what is about to leave; null before there is any
 */
public record ViewerEvent(
    EventType type,
    String domain,
    String ip,
    FunctionRequest request,
    @Nullable FunctionResponse response) {
  /** Such as viewers cause, to try a function with. */
  public static ViewerEvent example(EventType type) {
    Values.Builder headers = new Values.Builder();
    headers.add("host", Values.Value.of("localhost"));
    headers.add("user-agent", Values.Value.of("example"));
    Values none = Values.none();
    FunctionRequest request =
        new FunctionRequest("GET", "/vod/t1/e1/index.m3u8", none, headers.build(), none);
    FunctionResponse response = new FunctionResponse(200, none, none, Buffer.buffer());
    return new ViewerEvent(
        type,
        "localhost",
        "127.0.0.1",
        request,
        type == EventType.VIEWER_RESPONSE ? response : null);
  }
}
