package dev.headwater.control;

import dev.headwater.engines.RedisEngine;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;

/** The keys of a test's Redis, by pattern. */
public final class RedisKeys {
  private RedisKeys() {}

  public static int count(RedisEngine engine, String pattern) {
    return withRedis(engine, redis -> find(redis, pattern)).size();
  }

  public static void deleteAll(RedisEngine engine, String pattern) {
    withRedis(
        engine,
        redis -> {
          List<String> keys = find(redis, pattern);
          keys.forEach(key ->
              TestControlPlane.await(redis.batch(List.of(Request.cmd(Command.DEL).arg(key)))));
          return keys;
        });
  }

  private interface Work {
    List<String> on(Redis redis);
  }

  private static List<String> withRedis(RedisEngine engine, Work work) {
    Vertx vertx = Vertx.vertx();
    try {
      return work.on(Redis.createClient(vertx, engine.url()));
    } finally {
      TestControlPlane.await(vertx.close());
    }
  }

  private static List<String> find(Redis redis, String pattern) {
    Response keys =
        Objects.requireNonNull(
            TestControlPlane.await(redis.batch(List.of(Request.cmd(Command.KEYS).arg(pattern))))
                .getFirst());
    return StreamSupport.stream(keys.spliterator(), false).map(Response::toString).toList();
  }
}
