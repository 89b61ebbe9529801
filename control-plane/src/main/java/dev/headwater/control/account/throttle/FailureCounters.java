package dev.headwater.control.account.throttle;

import io.vertx.core.Future;

/** Counts failures by key, each count forgotten when its window ends. Thread-safe. */
interface FailureCounters {
  Future<FailureCount> read(String key);

  Future<Void> add(String key);

  Future<Void> forget(String key);
}
