package dev.headwater.platform.store.s3;

import dev.headwater.platform.store.StoreException;
import dev.headwater.platform.store.StoreListener;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.DoubleAdder;

/** Counts what a store tells. Thread-safe. */
final class CountingListener implements StoreListener {
  private final ConcurrentMap<String, Integer> counts = new ConcurrentHashMap<>();
  private final DoubleAdder dollars = new DoubleAdder();

  @Override
  public void request(Kind kind, double price) {
    count(kind.name());
    dollars.add(price);
  }

  @Override
  public void retry(Kind kind) {
    count("retry");
  }

  @Override
  public void hedge() {
    count("hedge");
  }

  @Override
  public void failure(StoreException.Reason reason) {
    count(reason.name());
  }

  private void count(String what) {
    counts.merge(what, 1, Integer::sum);
  }

  /** A kind's requests, {@code retry}, {@code hedge}, or failures with a reason. */
  int of(String what) {
    return counts.getOrDefault(what, 0);
  }

  double dollars() {
    return dollars.sum();
  }
}
