package dev.headwater.edge.peer;

/** What Redis does in one step. */
final class LeaseScripts {
  /**
   * KEYS: lease, counter. ARGV: address, expiry in milliseconds, the value that may be displaced.
   * Returns 1 and behind it the new value, or 0 and the one that stays. A token is higher than all
   * before it, also where Redis has lost the counter: then it goes by the clock.
   */
  static final String CLAIM =
      """
      local held = redis.call('GET', KEYS[1])
      if held and held ~= ARGV[3] and string.match(held, '^(.*)|') ~= ARGV[1] then
        return '0' .. held
      end
      local time = redis.call('TIME')
      local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
      local token = math.max(tonumber(redis.call('GET', KEYS[2]) or '0') + 1, now)
      local text = string.format('%.0f', token)
      redis.call('SET', KEYS[2], text)
      redis.call('SET', KEYS[1], ARGV[1] .. '|' .. text, 'PX', ARGV[2])
      return '1' .. ARGV[1] .. '|' .. text
      """;

  /** KEYS: lease. ARGV: its value, milliseconds to keep it. Returns 0 where it is another's. */
  static final String KEEP =
      """
      if redis.call('GET', KEYS[1]) == ARGV[1] then
        return redis.call('PEXPIRE', KEYS[1], ARGV[2])
      end
      return 0
      """;

  /** KEYS: lease. ARGV: its value. Returns 0 where it is another's. */
  static final String RELEASE =
      """
      if redis.call('GET', KEYS[1]) == ARGV[1] then
        return redis.call('DEL', KEYS[1])
      end
      return 0
      """;

  private LeaseScripts() {}
}
