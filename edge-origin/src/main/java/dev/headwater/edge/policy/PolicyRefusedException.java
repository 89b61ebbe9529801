package dev.headwater.edge.policy;

import java.io.Serial;

/** What the policy's file says can't be used; the message says why. */
final class PolicyRefusedException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  PolicyRefusedException(String message) {
    super(message, null, false, false);
  }
}
