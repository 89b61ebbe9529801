package dev.headwater.engines.testing;

import dev.headwater.engines.EngineCache;
import dev.headwater.engines.FfmpegPrograms;
import dev.headwater.engines.PostgresAddress;
import dev.headwater.engines.PostgresEngine;
import dev.headwater.engines.RedisEngine;
import dev.headwater.engines.RedisProfile;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Engines that all tests of a process share: each starts when first asked for, in a temporary
 * folder, and stops with the process. Thread-safe.
 */
public final class SharedEngines {
  private static final int REDIS_MEBIBYTES = 64;
  private static final AtomicInteger DATABASES = new AtomicInteger();
  private static final TestFolder FOLDER = new TestFolder();

  private SharedEngines() {}

  /** The shared server; a test class takes a database of its own from {@link #freshDatabase}. */
  public static PostgresEngine postgres() {
    return Postgres.ENGINE;
  }

  /** A new, empty database on the shared server. */
  public static PostgresAddress freshDatabase() {
    return postgres().createDatabase("test_" + DATABASES.incrementAndGet());
  }

  /** A Redis that evicts and keeps nothing on disk. */
  public static RedisEngine redisCache() {
    return RedisCache.ENGINE;
  }

  /** A Redis that never evicts and keeps everything on disk. */
  public static RedisEngine redisState() {
    return RedisState.ENGINE;
  }

  /** The programs as the product finds them. */
  public static FfmpegPrograms ffmpeg() {
    return Ffmpeg.PROGRAMS;
  }

  private static final class Postgres {
    static final PostgresEngine ENGINE = PostgresEngine.start(FOLDER.below("postgres"));

    static {
      FOLDER.stopAtExit(ENGINE::close);
    }
  }

  private static final class RedisCache {
    static final RedisEngine ENGINE = redis(RedisProfile.cache(REDIS_MEBIBYTES));
  }

  private static final class RedisState {
    static final RedisEngine ENGINE = redis(RedisProfile.state(REDIS_MEBIBYTES));
  }

  private static final class Ffmpeg {
    static final FfmpegPrograms PROGRAMS = FfmpegPrograms.locate(EngineCache.ofUser());
  }

  private static RedisEngine redis(RedisProfile profile) {
    Path folder = FOLDER.below("redis-" + profile.name());
    RedisEngine engine = RedisEngine.start(profile, folder);
    FOLDER.stopAtExit(engine::close);
    return engine;
  }
}
