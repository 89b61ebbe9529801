package dev.headwater.platform.store.s3;

import dev.headwater.platform.store.StoreException;
import dev.headwater.platform.store.StoreException.Reason;
import io.vertx.core.MultiMap;

/** What the server says to a request that it understood. */
sealed interface S3Answer {
  /** 2xx. The body is paused, and must be read to its end or closed. */
  record Success(int status, MultiMap headers, S3Body body) implements S3Answer {}

  /**
   * 3xx or 4xx.
   *
   * @param code the S3 API's word for it; empty where the answer had none
   */
  record Refusal(S3Request request, int status, String code) implements S3Answer {
    StoreException failure() {
      return new StoreException(
          Reason.REFUSED,
          "%s %s: %d %s".formatted(request.method(), request.path(), status, code).strip());
    }
  }
}
