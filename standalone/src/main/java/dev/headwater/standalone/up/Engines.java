package dev.headwater.standalone.up;

import dev.headwater.engines.EngineCache;
import dev.headwater.engines.EngineException;
import dev.headwater.engines.FfmpegPrograms;
import dev.headwater.engines.PostgresAddress;
import dev.headwater.engines.PostgresEngine;
import dev.headwater.engines.RedisEngine;
import dev.headwater.engines.RedisProfile;
import dev.headwater.standalone.CommandFailure;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The running engines of one data folder. Immutable. */
record Engines(
    PostgresAddress postgres, String redisCache, String redisState, FfmpegPrograms ffmpeg) {
  /** One machine serves few viewers, and its memory tier comes first. */
  private static final int CACHE_MEBIBYTES = 256;

  /** Sessions and leases are small; what doesn't fit is refused, never evicted. */
  private static final int STATE_MEBIBYTES = 128;

  /**
   * Starts all at once. Whoever calls has seen to it that {@link #stop} follows, also after a
   * failure.
   */
  static Engines start(DataFolder folder, StartLog log) {
    Path cache = EngineCache.ofUser();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<PostgresAddress> postgres =
          submit(
              threads,
              log,
              "PostgreSQL",
              () -> PostgresEngine.start(folder.postgres(), cache).address());
      Future<String> redisCache =
          submit(
              threads,
              log,
              "Redis, cache",
              () ->
                  RedisEngine.start(RedisProfile.cache(CACHE_MEBIBYTES), folder.redisCache(), cache)
                      .url());
      Future<String> redisState =
          submit(
              threads,
              log,
              "Redis, state",
              () ->
                  RedisEngine.start(RedisProfile.state(STATE_MEBIBYTES), folder.redisState(), cache)
                      .url());
      Future<FfmpegPrograms> ffmpeg =
          submit(threads, log, "ffmpeg", () -> FfmpegPrograms.locate(cache));
      return gathered(
          threads,
          () -> new Engines(postgres.get(), redisCache.get(), redisState.get(), ffmpeg.get()));
    }
  }

  private static Engines gathered(ExecutorService threads, Callable<Engines> engines) {
    try {
      return engines.call();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("the start was broken off", e);
    } catch (Exception e) {
      throw failure(e);
    } finally {
      threads.shutdownNow(); // with one engine missing, the others are of no use
    }
  }

  private static <T> Future<T> submit(
      ExecutorService threads, StartLog log, String what, Callable<T> start) {
    return threads.submit(() -> log.step(what, start));
  }

  private static RuntimeException failure(Exception e) {
    return e.getCause() instanceof EngineException engine
        ? new CommandFailure(String.valueOf(engine.getMessage()), engine)
        : new IllegalStateException(e);
  }

  /** Stops what runs in the folder, also what was only half started. */
  static void stop(DataFolder folder) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      threads.execute(() -> PostgresEngine.stop(folder.postgres()));
      threads.execute(() -> RedisEngine.stop(folder.redisCache()));
      threads.execute(() -> RedisEngine.stop(folder.redisState()));
    }
  }
}
