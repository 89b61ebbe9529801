package dev.headwater.edge.function;

/** The file of a function can't be used; the message says where and why. */
public final class InvalidFunctionException extends Exception {
  private static final long serialVersionUID = 1L;

  public InvalidFunctionException(String message) {
    super(message);
  }
}
