package dev.headwater.control.upload;

import java.io.Serial;

/** More bytes came than a source may have. */
final class SourceTooLargeException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  SourceTooLargeException(long maxBytes) {
    super("more than " + maxBytes + " bytes");
  }
}
