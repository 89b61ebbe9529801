package dev.headwater.edge.tier;

import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what is older from replacing what is later in Redis. It stands behind each entry: the
 * highest token under which any entry of the key was fetched (19 digits), when the response came
 * (19), and whether it was fetched under a lease (1). Immutable.
 *
 * @param token of the lease that a response was fetched under; 0 where there was none
 * @param responseMillis when it came, by the clock of the node that fetched it
 */
record Fence(long token, long responseMillis) {
  /** As many as a long has at most. */
  private static final int DIGITS = 19;

  private static final int BYTES = 2 * DIGITS + 1;

  private static final String FORM = "%%0%dd%%0%dd%%d".formatted(DIGITS, DIGITS);

  /**
   * KEYS: entry. ARGV: token, time, entry, milliseconds to keep it. Returns 0 where what is there
   * stays. Leases have an order of their own; where one of the two had none, the clocks of the
   * nodes decide, and a time that Redis hasn't reached yet proves nothing. The token never falls: a
   * response without a lease, later than those of leases, doesn't let a deposed holder in.
   */
  private static final String SET =
      """
      local held = redis.call('GETRANGE', KEYS[1], -%1$d, -1)
      local fence = tonumber(string.sub(held, 1, %2$d)) or 0
      local came = tonumber(string.sub(held, %2$d + 1, 2 * %2$d)) or 0
      local token = tonumber(ARGV[1])
      if token > 0 and token < fence then
        return 0
      end
      if (token == 0 or string.sub(held, -1) == '0') and came > tonumber(ARGV[2]) then
        local time = redis.call('TIME')
        if came <= tonumber(time[1]) * 1000 + tonumber(time[2]) / 1000 then
          return 0
        end
      end
      redis.call('SET', KEYS[1], ARGV[3], 'PX', ARGV[4])
      if fence > token then
        redis.call('SETRANGE', KEYS[1], #ARGV[3] - %1$d, string.format('%%0%2$d.0f', fence))
      end
      return 1
      """
          .formatted(BYTES, DIGITS);

  /** The entry with the fence behind it. */
  Buffer behind(Buffer entry) {
    return entry.appendString(FORM.formatted(token, responseMillis, token > 0 ? 1 : 0));
  }

  /** The entry that the fence stands behind. */
  static Buffer without(Buffer fenced) {
    return fenced.slice(0, Math.max(0, fenced.length() - BYTES));
  }

  /** Puts the entry, with the fence behind it, under the key, unless what is there is later. */
  Request set(String key, Buffer fenced, long keptMillis) {
    return Request.cmd(Command.EVAL)
        .arg(SET)
        .arg(1)
        .arg(key)
        .arg(token)
        .arg(responseMillis)
        .arg(fenced)
        .arg(keptMillis);
  }

  /** Whether what was there has stayed. */
  static boolean refused(@Nullable Response reply) {
    return reply != null && reply.toString().equals("0");
  }
}
