package dev.headwater.cachepolicy.yaml;

import java.io.Serial;

/** A policy file that can't be used; the message names the place and what was expected. */
public final class PolicyException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  public PolicyException(String message) {
    super(message);
  }
}
