package dev.headwater.control.packaging.check;

/** A package that must not be published; its message says what is wrong with which part of it. */
public final class WrongPackageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public WrongPackageException(String message) {
    super(message);
  }
}
