package dev.headwater.control.account.throttle;

import java.time.Duration;

/**
 * How often log-in failed under one key. Immutable.
 *
 * @param forgottenIn when counting begins anew
 */
record FailureCount(long failures, Duration forgottenIn) {
  static final FailureCount NONE = new FailureCount(0, Duration.ZERO);
}
