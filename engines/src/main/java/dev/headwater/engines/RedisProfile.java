package dev.headwater.engines;

import java.util.List;

/**
 * What a Redis is for, as lines of its configuration. Immutable.
 *
 * @param name the folder-safe name of the profile
 * @param lines configuration lines
 */
public record RedisProfile(String name, List<String> lines) {

  /**
   * Keeps what fits in {@code maxMemoryMebibytes}, drops what is asked for least, writes nothing to
   * disk.
   */
  public static RedisProfile cache(int maxMemoryMebibytes) {
    return new RedisProfile(
        "cache",
        List.of(
            "maxmemory " + maxMemoryMebibytes + "mb",
            "maxmemory-policy allkeys-lfu",
            "appendonly no"));
  }

  /**
   * Keeps everything, on disk too: at most one second of writes is lost in a crash. Refuses writes
   * when it is full.
   */
  public static RedisProfile state(int maxMemoryMebibytes) {
    return new RedisProfile(
        "state",
        List.of(
            "maxmemory " + maxMemoryMebibytes + "mb",
            "maxmemory-policy noeviction",
            "appendonly yes",
            "appendfsync everysec"));
  }
}
