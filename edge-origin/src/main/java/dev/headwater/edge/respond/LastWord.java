package dev.headwater.edge.respond;

import dev.headwater.edge.failure.Failure;
import io.vertx.core.http.HttpServerResponse;
import org.jspecify.annotations.Nullable;

/** Has the last word on the head of an answer, before it leaves. Event-loop confined. */
@FunctionalInterface
public interface LastWord {
  /** Changes status and fields as it likes; or gives what is to be answered instead, else null. */
  @Nullable Failure on(HttpServerResponse response);
}
