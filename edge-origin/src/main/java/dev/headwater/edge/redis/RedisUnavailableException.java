package dev.headwater.edge.redis;

/** A call was not sent. Has no stack trace: it is thrown for every call while Redis is away. */
public final class RedisUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private RedisUnavailableException(String message) {
    super(message, null, false, false);
  }

  static RedisUnavailableException notConnected() {
    return new RedisUnavailableException("not connected");
  }

  static RedisUnavailableException busy() {
    return new RedisUnavailableException("too many calls wait for their answers");
  }

  static RedisUnavailableException slotUnserved() {
    return new RedisUnavailableException("no known server has the slot");
  }
}
