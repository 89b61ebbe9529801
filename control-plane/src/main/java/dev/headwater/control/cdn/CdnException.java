package dev.headwater.control.cdn;

import java.io.Serial;

/** A CDN hasn't done what it was asked for, or it isn't known whether it has. */
final class CdnException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final boolean lasting;

  private CdnException(String message, boolean lasting) {
    super(message);
    this.lasting = lasting;
  }

  /** May be otherwise the next time. */
  static CdnException passing(String message) {
    return new CdnException(message, false);
  }

  /** It can't do this, however often it is asked. */
  static CdnException lasting(String message) {
    return new CdnException(message, true);
  }

  boolean isLasting() {
    return lasting;
  }
}
