package dev.headwater.control.account.throttle;

import dev.headwater.control.state.StateRedis;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.proxy.ClientSideConfig;
import io.github.bucket4j.distributed.proxy.generic.compare_and_swap.AbstractCompareAndSwapBasedProxyManager;
import io.github.bucket4j.distributed.proxy.generic.compare_and_swap.AsyncCompareAndSwapOperation;
import io.github.bucket4j.distributed.proxy.generic.compare_and_swap.CompareAndSwapOperation;
import io.github.bucket4j.distributed.remote.RemoteBucketState;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Buckets that all instances take from, in Redis: each change is a comparison with what was read
 * and a swap, which Redis does as one. Thread-safe; for virtual threads; throws what Redis fails
 * with.
 */
final class RedisBuckets extends AbstractCompareAndSwapBasedProxyManager<String> {
  private static final String PREFIX = "headwater:throttle:";

  private static final String SWAP =
      """
      if redis.call('get', KEYS[1]) == ARGV[1] then
        redis.call('set', KEYS[1], ARGV[2], 'PX', ARGV[3])
        return 1
      end
      return 0\
      """;

  /** A bucket that is full again needs no memory; the margin is for clocks that differ. */
  private static final ExpirationAfterWriteStrategy EXPIRY =
      ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(Duration.ofMinutes(1));

  private final StateRedis redis;
  private final TimeMeter clock;

  RedisBuckets(StateRedis redis, TimeMeter clock) {
    super(ClientSideConfig.getDefault().withClientClock(clock));
    this.redis = redis;
    this.clock = clock;
  }

  @Override
  protected CompareAndSwapOperation beginCompareAndSwapOperation(String key) {
    return new CompareAndSwapOperation() {
      @Override
      public Optional<byte[]> getStateData(Optional<Long> timeoutNanos) {
        return Optional.ofNullable(ask(Request.cmd(Command.GET).arg(PREFIX + key)))
            .map(answer -> answer.toBuffer().getBytes());
      }

      @Override
      public boolean compareAndSwap(
          byte @Nullable [] before,
          byte[] after,
          RemoteBucketState state,
          Optional<Long> timeoutNanos) {
        long life = EXPIRY.calculateTimeToLiveMillis(state, clock.currentTimeNanos());
        return before == null ? insert(key, after, life) : swap(key, before, after, life);
      }
    };
  }

  private boolean insert(String key, byte[] state, long lifeMillis) {
    return ask(
            Request.cmd(Command.SET)
                .arg(PREFIX + key)
                .arg(Buffer.buffer(state))
                .arg("PX")
                .arg(lifeMillis)
                .arg("NX"))
        != null;
  }

  private boolean swap(String key, byte[] before, byte[] after, long lifeMillis) {
    Response swapped =
        ask(
            Request.cmd(Command.EVAL)
                .arg(SWAP)
                .arg(1)
                .arg(PREFIX + key)
                .arg(Buffer.buffer(before))
                .arg(Buffer.buffer(after))
                .arg(lifeMillis));
    return swapped != null && swapped.toString().equals("1");
  }

  @Override
  public void removeProxy(String key) {
    ask(Request.cmd(Command.DEL).arg(PREFIX + key));
  }

  private @Nullable Response ask(Request request) {
    return Future.await(redis.ask(request)).getFirst();
  }

  @Override
  public boolean isAsyncModeSupported() {
    return false;
  }

  @Override
  protected AsyncCompareAndSwapOperation beginAsyncCompareAndSwapOperation(String key) {
    throw new UnsupportedOperationException();
  }

  @Override
  protected CompletableFuture<Void> removeAsync(String key) {
    throw new UnsupportedOperationException();
  }
}
